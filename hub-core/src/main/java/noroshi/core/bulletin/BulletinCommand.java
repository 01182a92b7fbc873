package noroshi.core.bulletin;

import java.time.Instant;
import java.util.List;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.jspecify.annotations.Nullable;

/** 情報提供の申請. What can be asked of a bulletin. Repeated, each changes nothing. */
public sealed interface BulletinCommand {

    BulletinId bulletin();

    /** What it is decided with: the threads that the bulletin draws on, and their operators. */
    List<Drawn> drawn();

    /** Who asks, as the text of their identity. */
    String by();

    Instant at();

    /** 起案・改案. A text that would leave. */
    sealed interface Drafting extends BulletinCommand {

        BulletinFacts facts();

        BulletinContent content();

        @Override
        default List<Drawn> drawn() {
            return facts().drawn();
        }
    }

    /** 起案. */
    @Command(namespace = "noroshi", name = "DraftBulletin", version = "1")
    record DraftBulletin(BulletinId bulletin, BulletinFacts facts, BulletinContent content, String by, Instant at)
            implements Drafting {}

    /**
     * 改案. What was approved was another text, so every approval is void.
     *
     * @param replaces the revision that its author has seen
     */
    @Command(namespace = "noroshi", name = "RedraftBulletin", version = "1")
    record RedraftBulletin(
            BulletinId bulletin, int replaces, BulletinFacts facts, BulletinContent content, String by, Instant at)
            implements Drafting {}

    /**
     * 発信者の承認. An originator agrees that this revision leaves.
     *
     * @param tlp the label it expressly allows, or null
     */
    @Command(namespace = "noroshi", name = "ApproveBulletin", version = "1")
    record ApproveBulletin(
            BulletinId bulletin,
            List<Drawn> drawn,
            int revision,
            OperatorSlug operator,
            @Nullable Tlp tlp,
            String by,
            Instant at)
            implements BulletinCommand {

        public ApproveBulletin {
            drawn = List.copyOf(drawn);
        }
    }

    /** 発信者の不承認. An originator does not agree, and says why. */
    @Command(namespace = "noroshi", name = "DeclineBulletin", version = "1")
    record DeclineBulletin(
            BulletinId bulletin,
            List<Drawn> drawn,
            int revision,
            OperatorSlug operator,
            Remark reason,
            String by,
            Instant at)
            implements BulletinCommand {

        public DeclineBulletin {
            drawn = List.copyOf(drawn);
        }
    }

    /** 発出. This revision leaves. */
    @Command(namespace = "noroshi", name = "IssueBulletin", version = "1")
    record IssueBulletin(BulletinId bulletin, List<Drawn> drawn, int revision, String by, Instant at)
            implements BulletinCommand {

        public IssueBulletin {
            drawn = List.copyOf(drawn);
        }
    }

    /**
     * 伝達. A ministry or a CEPTOAR passes the bulletin on to the next step; the national office, without waiting for
     * them, to the last.
     *
     * @param sectors those of the bulletin's sectors that it acts for
     */
    @Command(namespace = "noroshi", name = "RelayBulletin", version = "1")
    record RelayBulletin(
            BulletinId bulletin,
            List<Drawn> drawn,
            Recipient recipient,
            List<SectorCode> sectors,
            String by,
            Instant at)
            implements BulletinCommand {

        public RelayBulletin {
            drawn = List.copyOf(drawn);
            sectors = List.copyOf(sectors);
        }
    }

    /** 受領; of what was recalled, 廃棄の確認. */
    @Command(namespace = "noroshi", name = "RecordBulletinReceipt", version = "1")
    record RecordBulletinReceipt(BulletinId bulletin, List<Drawn> drawn, Recipient recipient, String by, Instant at)
            implements BulletinCommand {

        public RecordBulletinReceipt {
            drawn = List.copyOf(drawn);
        }
    }

    /** 回収. Whoever holds a copy destroys it. */
    @Command(namespace = "noroshi", name = "RecallBulletin", version = "1")
    record RecallBulletin(BulletinId bulletin, List<Drawn> drawn, Remark reason, String by, Instant at)
            implements BulletinCommand {

        public RecallBulletin {
            drawn = List.copyOf(drawn);
        }
    }
}
