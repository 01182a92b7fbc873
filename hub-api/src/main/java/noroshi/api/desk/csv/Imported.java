package noroshi.api.desk.csv;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import noroshi.core.Fault;
import org.jspecify.annotations.Nullable;

/**
 * 取込結果. What an import of the register changed, or in a dry run would change, line by line.
 *
 * @param position the place in the record up to which it lies, or null where nothing was recorded
 */
@Schema(description = "取込結果. What an import of the register changed, or in a dry run would change, line by line.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Imported(
        @Schema(example = "false") boolean dryRun,
        @Schema(example = "12") long created,
        @Schema(example = "3") long changed,
        @Schema(example = "240") long unchanged,
        @Schema(example = "2") long refused,
        List<LineResult> lines,
        @Schema(example = "4711", minimum = "0") @Nullable Long position) {

    /** 行の結果の種別. */
    enum Outcome {
        /** 新規. */
        CREATED,
        /** 変更. */
        CHANGED,
        /** 変更なし. */
        UNCHANGED,
        /** 不受理. */
        REFUSED
    }

    /** 行の結果. */
    @Schema(description = "行の結果. What became of one line.")
    record LineResult(
            @Schema(description = "The line of the file, the header being line 1.", example = "7")
            long line,

            @Schema(example = "wangan-water") String slug,
            @Schema(example = "REFUSED") Outcome outcome,
            List<CellFault> faults) {}

    /** セルの不備. */
    @Schema(description = "セルの不備. What is wrong with a cell, in both languages.")
    record CellFault(
            @Schema(description = "The column; empty where it is the whole line.", example = "memberships")
            String column,

            @Schema(description = "The item of the column.", example = "memberships[0].sector")
            String item,

            @Schema(example = "INVALID") String code,

            @Schema(example = "内容に誤りがあります。memberships[0].sector: WATR (正: 登録された分野コード)")
            String ja,

            @Schema(
                    example =
                            "the content is not valid; memberships[0].sector: WATR (expected: the code of a known sector)")
            String en) {

        static CellFault of(Fault fault) {
            return new CellFault(
                    fault.item().replaceAll("[\\[.].*", ""),
                    fault.item(),
                    fault.code().name(),
                    fault.ja(),
                    fault.en());
        }
    }

    static Imported of(boolean dryRun, List<LineResult> lines, long position) {
        return new Imported(
                dryRun,
                count(lines, Outcome.CREATED),
                count(lines, Outcome.CHANGED),
                count(lines, Outcome.UNCHANGED),
                count(lines, Outcome.REFUSED),
                lines,
                position == 0 ? null : position);
    }

    private static long count(List<LineResult> lines, Outcome outcome) {
        return lines.stream().filter(line -> line.outcome() == outcome).count();
    }
}
