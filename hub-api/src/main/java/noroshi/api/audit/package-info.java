/** 閲覧の監査. Who was answered with what must be read by name is recorded before the answer leaves. */
@org.jspecify.annotations.NullMarked
package noroshi.api.audit;
