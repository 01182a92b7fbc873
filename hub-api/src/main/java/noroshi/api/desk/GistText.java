package noroshi.api.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.Gist;
import noroshi.core.report.FormCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.form.Form;
import noroshi.form.Forms;
import noroshi.form.Item;

/** 要点の文. A gist in the forms' own words, for an officer to go on from. */
final class GistText {

    private final Forms forms;
    private final Scope scope;
    private final LocalDate today;

    GistText(Forms forms, Scope scope, LocalDate today) {
        this.forms = forms;
        this.scope = scope;
        this.today = today;
    }

    /** The gist as a bulletin's content; the countermeasures are the officer's to write. */
    BulletinContent of(Gist gist) {
        var lines = new ArrayList<String>();
        add(lines, "分野", gist.sectors(), this::sector);
        add(lines, "時期", gist.periods(), Function.identity());
        add(lines, "地域", gist.regions(), Function.identity());
        add(lines, "類型", gist.eventClasses(), code -> label("eventClass", code.name()));
        add(lines, "原因", gist.causes(), code -> label("cause", code.name()));
        add(lines, "マルウェア", gist.malware(), Function.identity());
        add(lines, "手口", gist.techniques(), Function.identity());
        String forms = gist.forms().stream().map(this::form).collect(Collectors.joining("、"));
        return new BulletinContent("注意喚起: " + forms, String.join("\n", lines), gist.indicators(), null);
    }

    private static <T> void add(List<String> lines, String name, List<T> values, Function<T, String> text) {
        if (!values.isEmpty()) {
            lines.add("%s: %s".formatted(name, values.stream().map(text).collect(Collectors.joining("、"))));
        }
    }

    private String sector(SectorCode code) {
        return scope.sector(code, today).map(row -> row.ja()).orElse(code.value());
    }

    private String form(FormCode code) {
        return forms.find(code.value(), today).map(form -> form.label().ja()).orElse(code.value());
    }

    private String label(String item, String code) {
        return forms.inForce(today).stream()
                .flatMap(Form::items)
                .filter(one -> one.path().equals(item))
                .map(Item::codes)
                .flatMap(List::stream)
                .filter(one -> one.code().equals(code))
                .map(one -> one.label().ja())
                .findFirst()
                .orElse(code);
    }
}
