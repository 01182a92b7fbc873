package noroshi.core.request;

/** 要請の内容. What is asked; sealed under the request's own key, for it may name those concerned. */
public record RequestContent(String title, String text) {}
