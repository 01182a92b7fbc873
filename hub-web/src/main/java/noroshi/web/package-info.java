/** 玄関. What both doors of the hub have in common over HTTP: who may come in, and how a failure is answered. */
@org.jspecify.annotations.NullMarked
package noroshi.web;
