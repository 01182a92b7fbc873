package noroshi.core.report;

/** 同意の項目. One of the things that an operator may agree to, and may take back. */
public enum Consent {
    /** 国家サイバー統括室との共有. */
    NCO_SHARE("ncoShare"),
    /** 警察への相談. */
    POLICE_SHARE("policeShare"),
    /** セプターへの匿名での共有. */
    CEPTOAR_ANONYMISED("ceptoarAnonymised"),
    /** 協議会との共有. */
    COUNCIL_SHARE("councilShare"),
    /** JPCERT/CC への連絡. */
    JPCERT_SHARE("jpcertShare"),
    /** IPA への届出. */
    IPA_SHARE("ipaShare");

    private final String item;

    Consent(String item) {
        this.item = item;
    }

    /** The name under which it is filed. */
    public String item() {
        return item;
    }
}
