/** 時系列. The national timeline: an entry for each event, in the order in which things happened. */
@org.jspecify.annotations.NullMarked
package noroshi.api.view.timeline;
