package noroshi.api.view.bulletin;

import java.io.StringWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import noroshi.api.view.Times;
import noroshi.api.view.bulletin.BulletinItem.IndicatorItem;
import noroshi.api.view.bulletin.BulletinItem.State;
import org.jspecify.annotations.Nullable;

/** 情報提供のフィード (Atom, RFC 4287). An entry keeps its id, so that a reader sees a recall in the place of what it had. */
final class BulletinAtom {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    /** Characters that no XML may hold. */
    private static final String UNSPEAKABLE = "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

    private final XMLStreamWriter xml;

    private BulletinAtom(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The feed of bulletins that were issued. */
    static String of(List<BulletinItem> bulletins) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new BulletinAtom(xml).write(bulletins);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a feed in memory", e);
        }
        return text.toString();
    }

    private void write(List<BulletinItem> bulletins) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        element("id", "urn:noroshi:bulletins");
        element("title", "情報提供");
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", "self");
        xml.writeAttribute("href", BulletinController.FEED);
        element(
                "updated",
                time(bulletins.stream()
                        .map(BulletinAtom::updated)
                        .max(Comparator.naturalOrder())
                        .orElse(Times.inTokyo(Instant.EPOCH))));
        xml.writeStartElement("author");
        element("name", "国家サイバー統括室");
        xml.writeEndElement();
        for (BulletinItem bulletin : bulletins) {
            entry(bulletin);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void entry(BulletinItem bulletin) throws XMLStreamException {
        boolean isRecalled = bulletin.state() == State.RECALLED;
        xml.writeStartElement("entry");
        element("id", urn(bulletin.bulletinId()));
        boolean hasLapsed = bulletin.lapsedAt() != null;
        element("title", isRecalled ? "【回収】" : hasLapsed ? "【要回収】" + bulletin.title() : bulletin.title());
        element("updated", time(updated(bulletin)));
        element("published", time(Objects.requireNonNull(bulletin.issuedAt(), "what is issued has its time")));
        category("urn:noroshi:tlp", bulletin.tlp().name());
        category("urn:noroshi:state", bulletin.state().name());
        if (hasLapsed) {
            category("urn:noroshi:alert", "LAPSED");
        }
        for (String sector : bulletin.sectors()) {
            category("urn:noroshi:sector", sector);
        }
        element("content", isRecalled ? "回収の理由: " + bulletin.recallReason() : content(bulletin));
        xml.writeEndElement();
    }

    private static String content(BulletinItem bulletin) {
        String indicators = Objects.requireNonNullElse(bulletin.indicators(), List.<IndicatorItem>of()).stream()
                .map(BulletinAtom::line)
                .collect(Collectors.joining("\n"));
        return Stream.of(bulletin.text(), bulletin.countermeasures(), indicators)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    private static String line(IndicatorItem indicator) {
        return indicator.tlp() == null
                ? "%s: %s".formatted(indicator.type(), indicator.value())
                : "%s: %s (TLP:%s)".formatted(indicator.type(), indicator.value(), indicator.tlp());
    }

    /** As the feed is ordered. */
    private static OffsetDateTime updated(BulletinItem bulletin) {
        return Stream.of(bulletin.changedAt(), bulletin.lapsedAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException(
                        "bulletin %s: not issued (expected: what is issued)".formatted(bulletin.bulletinId())));
    }

    private static String urn(UUID id) {
        return "urn:uuid:" + id;
    }

    private static String time(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private void category(String scheme, String term) throws XMLStreamException {
        xml.writeEmptyElement("category");
        xml.writeAttribute("scheme", scheme);
        xml.writeAttribute("term", term);
    }

    private void element(String name, @Nullable String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(Objects.requireNonNullElse(text, "").replaceAll(UNSPEAKABLE, "�"));
        xml.writeEndElement();
    }
}
