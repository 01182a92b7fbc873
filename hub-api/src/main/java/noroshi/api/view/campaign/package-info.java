/** 攻撃キャンペーンの閲覧. Campaigns and what they hold, each as far as the viewer may know of it. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.campaign;
