package noroshi.core.sector;

/** 確度. How sure a row of reference data is; what rests on one source or on inference is ASSUMED and shown so. */
public enum Status {
    CONFIRMED,
    ASSUMED
}
