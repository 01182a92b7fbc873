/** 窓口. What officers and the national office do here: act on deliveries, keep the register, set a demo's clock. */
@org.jspecify.annotations.NullMarked
package noroshi.api.desk;
