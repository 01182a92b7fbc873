/** 攻撃キャンペーン. Threads judged to share an actor or a vector, bound together without losing what each of them is. */
@org.jspecify.annotations.NullMarked
package noroshi.core.campaign;
