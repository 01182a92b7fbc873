package noroshi.gateway.consumer;

import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 保留の日. Which days' intake keys parked records are sealed with, inside or out. */
public final class ParkedDays {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedDays.class);

    private final JdbcClient jdbc;

    public ParkedDays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a parked record needs the key of that day (UTC); also while the database can't tell. */
    public boolean need(LocalDate day) {
        try {
            // what was sealed shortly before midnight was published behind it
            return jdbc.sql("""
                            select exists (select from gateway.parked
                              where sealed_with = ? or (record_at at time zone 'UTC')::date - ? between 0 and 1)
                            """)
                    .params(day.toString(), day)
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            LOG.warn(
                    "intake key of {} is kept, for nobody knows whether parked records need it: {}", day, e.toString());
            return true;
        }
    }
}
