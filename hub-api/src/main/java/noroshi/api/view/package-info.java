/** 閲覧. What all views have in common: how they follow the ledger, and through what each answer passes. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view;
