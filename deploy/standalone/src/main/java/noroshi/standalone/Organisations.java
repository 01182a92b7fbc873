package noroshi.standalone;

import noroshi.core.sector.Scope;

/** 登録された組織. Those whom the register knows; tokens are made for them only. */
public interface Organisations {

    boolean hasOperator(String slug);

    /** The authorities and sectors there are. */
    Scope scope();
}
