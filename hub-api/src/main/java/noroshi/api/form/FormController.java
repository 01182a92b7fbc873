package noroshi.api.form;

import static java.util.Objects.requireNonNullElseGet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import noroshi.api.form.FormList.FormHead;
import noroshi.core.deadline.Tokyo;
import noroshi.form.Forms;
import noroshi.web.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 様式の窓口. Publishes the forms as the intake reads by them. */
@RestController
@RequestMapping("/v1/forms")
@Tag(name = "forms")
public final class FormController {

    private final Forms forms;
    private final InstantSource clock;

    /**
     * Publishes these forms.
     *
     * @param clock the domain's, which says what today is
     */
    public FormController(Forms forms, InstantSource clock) {
        this.forms = forms;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            operationId = "listForms",
            summary = "様式の一覧",
            description = "The forms on which a report may be filed on a day, each with its source and how sure it is.")
    FormList forms(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on) {
        LocalDate day = day(on);
        return new FormList(day, forms.inForce(day).stream().map(FormHead::of).toList());
    }

    @GetMapping("/{code}")
    @Operation(
            operationId = "getForm",
            summary = "様式",
            description = "A form as it stands on a day: every item with its labels, limits, codes and the stages that"
                    + " ask for it, and a whole example. 404 where it is not in force on that day.")
    FormSheet form(
            @Parameter(description = "The form's code.", example = "RANSOMWARE") @PathVariable String code,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on) {
        LocalDate day = day(on);
        return forms.find(code, day)
                .filter(form -> form.inForce().contains(day))
                .map(FormSheet::of)
                .orElseThrow(() -> new NotFound("form %s on %s".formatted(code, day)));
    }

    private LocalDate day(@Nullable LocalDate on) {
        return requireNonNullElseGet(on, () -> Tokyo.dayOf(clock.instant()));
    }
}
