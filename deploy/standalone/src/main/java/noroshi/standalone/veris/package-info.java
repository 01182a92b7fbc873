/** VERIS の取込み. Real incidents of the VERIS Community Database, filed through the public intake. */
@org.jspecify.annotations.NullMarked
package noroshi.standalone.veris;
