package noroshi.form;

import java.util.List;
import noroshi.core.Phrase;
import noroshi.core.sector.Status;

/**
 * 項目. An item of a form.
 *
 * @param path as a filing names it, such as {@code details.ransomNote}
 * @param label what the form calls it
 * @param required whether no report is taken without it
 * @param codes the codes of which it is one, or any, in the form's words; none where it is no code
 * @param parts the items within it
 * @param source where it is said that the form has it
 * @param status how sure that is
 */
public record Item(
        String path,
        Phrase label,
        Rule rule,
        boolean required,
        List<Code> codes,
        List<Item> parts,
        String source,
        Status status) {

    public Item {
        codes = List.copyOf(codes);
        parts = List.copyOf(parts);
    }

    /** 符号. A code and what it stands for. */
    public record Code(String code, Phrase label) {}

    /** The name within its object. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
