package noroshi.gateway.intake;

import java.util.function.Supplier;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.web.Faults;
import tools.jackson.databind.JsonNode;

/**
 * 文字列の検査. What holds of every text in a filing, wherever it stands: it can be stored. PostgreSQL takes no NUL, and
 * half a surrogate pair is no character; let in, either would stop a view for ever.
 */
final class Texts {

    /** 1 MiB, as of the whole body. */
    static final long MOST = 1 << 20;

    private final Faults faults;
    private long length;

    private Texts(Faults faults) {
        this.faults = faults;
    }

    /**
     * Adds what is wrong with the texts.
     *
     * @return whether it is worth reading on
     */
    static boolean check(JsonNode body, Faults faults) {
        var texts = new Texts(faults);
        texts.walk(() -> "", body);
        if (texts.length > MOST) {
            faults.add(Fault.of(
                    Reason.INVALID,
                    "",
                    new Phrase("%dバイト".formatted(texts.length), "%d bytes".formatted(texts.length)),
                    "全体で1 MiB以下",
                    "1 MiB at most in all"));
        }
        return texts.length <= MOST;
    }

    /** @param path where it stands, put into words only if it has to be told: a body is as deep as it is long */
    private void walk(Supplier<String> path, JsonNode node) {
        if (node.isString()) {
            look(path, node.stringValue());
        } else if (node.isObject()) {
            for (var property : node.properties()) {
                Supplier<String> item = () -> Items.path(path.get(), property.getKey());
                look(item, property.getKey());
                walk(item, property.getValue());
            }
        } else if (node.isArray()) {
            int index = 0;
            for (JsonNode element : node) {
                int place = index++;
                walk(() -> "%s[%d]".formatted(path.get(), place), element);
            }
        }
    }

    private void look(Supplier<String> path, String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            length += character < 0x80 ? 1 : character < 0x800 ? 2 : 3;
            if (Character.isHighSurrogate(character)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                length++;
                index++;
            } else if (character == 0 || Character.isSurrogate(character)) {
                faults.add(Fault.of(
                        Reason.INVALID,
                        path.get(),
                        "U+%04X".formatted((int) character),
                        "保存できる文字だけ",
                        "characters that can be stored"));
                return;
            }
        }
    }
}
