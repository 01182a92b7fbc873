package noroshi.standalone.veris;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** The hub as its users see it over HTTP. */
public interface HubApi {

    /** An answer: its status and its JSON body. */
    record Answer(int status, JsonNode body) {}

    /** Puts {@code body} as the identity of the national office; waits out a 503. */
    Answer putAsNationalOffice(String path, Object body) throws IOException, InterruptedException;

    /** Posts {@code body} as an operator, under an idempotency key; waits out a 503. */
    Answer postAsOperator(String slug, String path, String idempotencyKey, Object body)
            throws IOException, InterruptedException;

    Answer getAsOperator(String slug, String path) throws IOException, InterruptedException;
}
