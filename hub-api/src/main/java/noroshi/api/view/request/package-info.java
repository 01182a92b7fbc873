/** 要請の閲覧. What the national office asks of ministries, each as far as the viewer may read it. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.request;
