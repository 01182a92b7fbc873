package noroshi.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import noroshi.api.audit.AuditController;
import noroshi.api.audit.ReadAdvice;
import noroshi.api.audit.ReadAudit;
import noroshi.api.audit.ReadFilter;
import noroshi.api.desk.BulletinDesk;
import noroshi.api.desk.CampaignDesk;
import noroshi.api.desk.ClockDesk;
import noroshi.api.desk.Deliveries;
import noroshi.api.desk.DeliveryDesk;
import noroshi.api.desk.DemoIdentities;
import noroshi.api.desk.DemoRegistration;
import noroshi.api.desk.Dispatch;
import noroshi.api.desk.KnownIndicators;
import noroshi.api.desk.ModeDesk;
import noroshi.api.desk.ModeReroutes;
import noroshi.api.desk.Progress;
import noroshi.api.desk.Register;
import noroshi.api.desk.RegisterAddressees;
import noroshi.api.desk.RegisterDesk;
import noroshi.api.desk.RunningThreads;
import noroshi.api.desk.ScopeDesk;
import noroshi.api.desk.ThreadDesk;
import noroshi.api.desk.asset.AssetClock;
import noroshi.api.desk.asset.AssetDesk;
import noroshi.api.desk.asset.AssetRegister;
import noroshi.api.desk.csv.ImportDesk;
import noroshi.api.desk.csv.ImportedCsv;
import noroshi.api.desk.request.KnownSubjects;
import noroshi.api.desk.request.RequestClock;
import noroshi.api.desk.request.RequestDesk;
import noroshi.api.desk.stix.BundleDesk;
import noroshi.api.export.ExportController;
import noroshi.api.export.Printer;
import noroshi.api.export.stix.BulletinExport;
import noroshi.api.export.stix.Bulletins;
import noroshi.api.export.stix.Campaigns;
import noroshi.api.export.stix.Companions;
import noroshi.api.export.stix.Departures;
import noroshi.api.export.stix.Editions;
import noroshi.api.export.stix.Incident.Named;
import noroshi.api.export.stix.Incidents;
import noroshi.api.export.stix.Revocations;
import noroshi.api.form.FormController;
import noroshi.api.openapi.OpenApiConfiguration;
import noroshi.api.stream.LiveFeed;
import noroshi.api.stream.StreamController;
import noroshi.api.taxii.TaxiiController;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.Companionship;
import noroshi.api.view.Folds;
import noroshi.api.view.Views;
import noroshi.api.view.ViewsHealth;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.bulletin.BulletinController;
import noroshi.api.view.bulletin.BulletinQuery;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.api.view.campaign.CampaignController;
import noroshi.api.view.campaign.CampaignQuery;
import noroshi.api.view.candidate.CandidateController;
import noroshi.api.view.candidate.CandidateQuery;
import noroshi.api.view.mode.ModeController;
import noroshi.api.view.obligation.ObligationController;
import noroshi.api.view.obligation.ObligationQuery;
import noroshi.api.view.request.RequestController;
import noroshi.api.view.request.RequestQuery;
import noroshi.api.view.request.RequestRecord;
import noroshi.api.view.request.Subjects;
import noroshi.api.view.situation.SituationController;
import noroshi.api.view.situation.SituationQuery;
import noroshi.api.view.thread.ExplainQuery;
import noroshi.api.view.thread.ReceiptQuery;
import noroshi.api.view.thread.Recipients;
import noroshi.api.view.thread.ThreadController;
import noroshi.api.view.thread.ThreadQuery;
import noroshi.api.view.timeline.Arrivals;
import noroshi.api.view.timeline.ChangeController;
import noroshi.api.view.timeline.ChangeQuery;
import noroshi.api.view.timeline.TimelineController;
import noroshi.api.view.timeline.TimelineQuery;
import noroshi.form.Forms;
import noroshi.form.FormsConfiguration;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.ReadLog;
import noroshi.ledger.Verifier;
import noroshi.ledger.ViewPosition;
import noroshi.web.WebConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * 配線. Everything of hub-api. The application brings the {@link Ledger}, the {@link Commands}, the runtime role's
 * {@link DataSource}, the domain clock, and {@link DemoIdentities} where there are any. The database schema
 * {@code api} holds nothing but what the projections make themselves.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    FormsConfiguration.class,
    ApiAdvice.class,
    BodyLimit.class,
    ApiSecurity.class,
    OpenApiConfiguration.class,
    WebConfiguration.class
})
@PropertySource("classpath:noroshi/api/api.properties")
public class ApiConfiguration {

    /** How long somebody at a desk waits for a view. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Topics and rights take longer than a view; after a view's time, this keeps an answer within five seconds. */
    private static final Duration DOORS_PATIENCE = Duration.ofMillis(2_800);

    /** So few PDFs are laid out at once, and so long one more waits: the answer is there within five seconds. */
    private static final int PRINTED_AT_ONCE = 1;

    private static final Duration PRINTERS_PATIENCE = Duration.ofSeconds(4);

    /** @param acting projections that do more than be read */
    @Bean
    Views views(
            DataSource database,
            Ledger ledger,
            MeterRegistry meters,
            Folds folds,
            AssetFolds notifications,
            BulletinRecord bulletins,
            RequestRecord requests,
            List<ApiProjection> acting) {
        var projections = new ArrayList<>(Projections.of(ledger, folds, notifications, bulletins, requests));
        projections.addAll(acting);
        return new Views(database, ledger, meters, projections);
    }

    @Bean
    Folds folds(Ledger ledger) {
        return new Folds(ledger);
    }

    @Bean
    Companionship companionship(DataSource database) {
        return new Companionship(JdbcClient.create(database));
    }

    @Bean
    AssetFolds assetFolds(Ledger ledger) {
        return new AssetFolds(ledger);
    }

    @Bean
    TimelineQuery timelineQuery(DataSource database, Ledger ledger, Register register) {
        return new TimelineQuery(database, ledger, register::masking);
    }

    @Bean
    TimelineController timelineController(TimelineQuery timeline, Views views) {
        return new TimelineController(timeline, views);
    }

    @Bean
    ChangeController changeController(TimelineQuery timeline, Views views) {
        return new ChangeController(new ChangeQuery(timeline), views);
    }

    @Bean
    Arrivals arrivals(DataSource database, Companionship companionship, Register register) {
        return new Arrivals(JdbcClient.create(database), companionship, register::masking);
    }

    @Bean
    LiveFeed liveFeed(Views views, Arrivals arrivals, RequestQuery requests, MeterRegistry meters) {
        return new LiveFeed(views, arrivals, requests, meters);
    }

    @Bean
    TaxiiController taxiiController(
            DataSource database,
            Arrivals arrivals,
            Ledger ledger,
            Views views,
            Register register,
            CampaignQuery campaigns,
            Bulletins bulletins,
            JsonMapper json) {
        var client = JdbcClient.create(database);
        List<Editions> sources = List.of(
                new Incidents(
                        client,
                        slug -> register.registered(slug.value())
                                .map(one -> new Named(one.entry().name(), one.revisedAt())),
                        register::slugs,
                        register::masking),
                new Companions(client, register::masking),
                new Departures(client, register::masking),
                new Campaigns(client, campaigns, register::masking),
                bulletins,
                new Revocations(client, register::masking));
        return new TaxiiController(sources, arrivals, ledger, views, register::scope, json);
    }

    @Bean
    Bulletins stixBulletins(DataSource database, BulletinRecord bulletins, Addressees addressees, Register register) {
        return new Bulletins(JdbcClient.create(database), bulletins, addressees, register::scope);
    }

    @Bean
    BulletinExport bulletinExport(Bulletins bulletins, Views views, JsonMapper json) {
        return new BulletinExport(bulletins, views, json);
    }

    @Bean
    ReadLog readLog(DataSource database, MeterRegistry meters) {
        return new ReadLog(database, meters);
    }

    @Bean
    ReadAudit readAudit(ReadLog log, InstantSource clock) {
        return new ReadAudit(log, clock);
    }

    @Bean
    ReadFilter readFilter() {
        return new ReadFilter();
    }

    @Bean
    ReadAdvice readAdvice(ReadAudit audit) {
        return new ReadAdvice(audit);
    }

    @Bean
    AuditController auditController(ReadLog log) {
        return new AuditController(log);
    }

    @Bean
    StreamController streamController(LiveFeed feed, ReadAudit audit, Ledger ledger, JsonMapper json) {
        // tokens end by the real time, whatever the domain's clock says
        return new StreamController(feed, audit, ledger, json, InstantSource.system());
    }

    @Bean
    ThreadQuery threadQuery(DataSource database, Ledger ledger, InstantSource clock, Forms forms, Register register) {
        return new ThreadQuery(JdbcClient.create(database), ledger, clock, forms, register::masking);
    }

    @Bean
    FormController formController(Forms forms, InstantSource clock) {
        return new FormController(forms, clock);
    }

    @Bean
    ExportController exportController(
            ThreadQuery threads, Views views, Forms forms, Register register, InstantSource clock) {
        var printer = new Printer(new Semaphore(PRINTED_AT_ONCE, true), PRINTERS_PATIENCE);
        return new ExportController(threads, views, forms, register::nameOf, register::scope, clock, printer);
    }

    @Bean
    ThreadController threadController(
            DataSource database,
            Ledger ledger,
            Companionship companionship,
            ThreadQuery threads,
            Register register,
            Views views) {
        return new ThreadController(
                threads,
                new ReceiptQuery(ledger, new Verifier(database)),
                new ExplainQuery(ledger, companionship),
                new Recipients(
                        register::scope, slug -> register.registered(slug).isPresent()),
                views);
    }

    @Bean
    SituationController situationController(DataSource database, Ledger ledger, Views views) {
        return new SituationController(new SituationQuery(JdbcClient.create(database), ledger), views);
    }

    @Bean
    ObligationController obligationController(DataSource database, InstantSource clock, Views views) {
        return new ObligationController(new ObligationQuery(JdbcClient.create(database), clock), views);
    }

    @Bean
    CampaignQuery campaignQuery(DataSource database, Register register) {
        return new CampaignQuery(JdbcClient.create(database), register::masking);
    }

    @Bean
    CampaignController campaignController(CampaignQuery campaigns, Views views) {
        return new CampaignController(campaigns, views);
    }

    @Bean
    CandidateController candidateController(DataSource database, BulletinQuery bulletins, Views views) {
        return new CandidateController(
                new CandidateQuery(JdbcClient.create(database), new KnownIndicators(bulletins)), views);
    }

    @Bean
    ViewsHealth viewsHealth(Views views) {
        return new ViewsHealth(views);
    }

    /** Comes to a position when the broker honours what the register says there. */
    @Bean(initMethod = "listen")
    ViewPosition kafkaDoors(DataSource database, Ledger ledger) {
        return new ViewPosition(database, ledger, "gateway", RegisterDesk.KAFKA_DOORS);
    }

    @Bean
    Progress progress(Views views, ViewPosition kafkaDoors) {
        return (view, position) -> view.equals(RegisterDesk.KAFKA_DOORS)
                // where no gateway was ever, there are no doors
                ? kafkaDoors.now().isEmpty() || kafkaDoors.await(position, DOORS_PATIENCE)
                : views.await(view, position, PATIENCE);
    }

    @Bean
    RunningThreads runningThreads(Folds folds, Commands commands, InstantSource clock) {
        return new RunningThreads(folds, commands, clock);
    }

    @Bean
    ModeReroutes modeReroutes(Commands commands) {
        return new ModeReroutes(commands);
    }

    @Bean
    Register register(DataSource database, Ledger ledger) {
        return new Register(JdbcClient.create(database), ledger);
    }

    @Bean
    Deliveries deliveries(DataSource database, Ledger ledger, Progress progress) {
        return new Deliveries(JdbcClient.create(database), ledger, progress);
    }

    @Bean
    Dispatch dispatch(Commands commands, Ledger ledger) {
        return new Dispatch(commands, ledger);
    }

    @Bean
    DeliveryDesk deliveryDesk(Deliveries deliveries, Dispatch dispatch, InstantSource clock) {
        return new DeliveryDesk(deliveries, dispatch, clock);
    }

    @Bean
    ThreadDesk threadDesk(Register register, Ledger ledger, Dispatch dispatch, InstantSource clock) {
        return new ThreadDesk(register, ledger, dispatch, clock);
    }

    @Bean
    CampaignDesk campaignDesk(
            Ledger ledger, Companionship companionship, Dispatch dispatch, Progress progress, InstantSource clock) {
        return new CampaignDesk(ledger, companionship, dispatch, progress, clock);
    }

    @Bean
    RegisterDesk registerDesk(Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        return new RegisterDesk(register, dispatch, progress, clock);
    }

    @Bean
    ScopeDesk scopeDesk(Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        return new ScopeDesk(register, dispatch, progress, clock);
    }

    @Bean
    ImportDesk importDesk(Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        return new ImportDesk(register, dispatch, progress, clock);
    }

    @Bean
    ImportedCsv importedCsv() {
        return new ImportedCsv();
    }

    @Bean
    AssetClock assetClock(AssetFolds notifications, Commands commands, InstantSource clock) {
        return new AssetClock(notifications, commands, clock);
    }

    @Bean
    AssetDesk assetDesk(
            DataSource database, Register register, Dispatch dispatch, Progress progress, InstantSource clock) {
        return new AssetDesk(new AssetRegister(JdbcClient.create(database)), register, dispatch, progress, clock);
    }

    @Bean
    Addressees addressees(Register register, InstantSource clock) {
        return new RegisterAddressees(register, clock);
    }

    @Bean
    BulletinRecord bulletinRecord(Ledger ledger) {
        return new BulletinRecord(ledger);
    }

    @Bean
    BulletinQuery bulletinQuery(DataSource database, BulletinRecord bulletins, Addressees addressees) {
        return new BulletinQuery(JdbcClient.create(database), bulletins, addressees);
    }

    @Bean
    BulletinController bulletinController(BulletinQuery bulletins, Views views) {
        return new BulletinController(bulletins, views);
    }

    @Bean
    BulletinDesk bulletinDesk(
            BulletinRecord bulletins,
            BulletinQuery readable,
            Addressees addressees,
            Register register,
            Ledger ledger,
            Forms forms,
            Dispatch dispatch,
            Progress progress,
            InstantSource clock) {
        return new BulletinDesk(bulletins, readable, addressees, register, ledger, forms, dispatch, progress, clock);
    }

    @Bean
    RequestRecord requestRecord(Ledger ledger) {
        return new RequestRecord(ledger);
    }

    @Bean
    RequestClock requestClock(RequestRecord requests, Commands commands, InstantSource clock) {
        return new RequestClock(requests, commands, clock);
    }

    @Bean
    Subjects subjects(ThreadQuery threads, CampaignQuery campaigns, BulletinQuery bulletins) {
        return new KnownSubjects(threads, campaigns, bulletins);
    }

    @Bean
    RequestQuery requestQuery(DataSource database, RequestRecord requests, Subjects subjects, InstantSource clock) {
        return new RequestQuery(JdbcClient.create(database), requests, subjects, clock);
    }

    @Bean
    RequestController requestController(RequestQuery requests, Views views) {
        return new RequestController(requests, views);
    }

    @Bean
    RequestDesk requestDesk(
            RequestQuery requests,
            Subjects subjects,
            Register register,
            Dispatch dispatch,
            Progress progress,
            InstantSource clock) {
        return new RequestDesk(requests, subjects, register, dispatch, progress, clock);
    }

    @Bean
    ModeController modeController(Ledger ledger) {
        return new ModeController(ledger);
    }

    @Bean
    ModeDesk modeDesk(Dispatch dispatch, InstantSource clock) {
        return new ModeDesk(dispatch, clock);
    }

    @Bean
    BundleDesk bundleDesk(
            BulletinRecord bulletins, Dispatch dispatch, Progress progress, InstantSource clock, JsonMapper json) {
        return new BundleDesk(bulletins, dispatch, progress, clock, json);
    }

    @Bean
    ClockDesk clockDesk(InstantSource clock, ObjectProvider<DemoIdentities> identities) {
        return new ClockDesk(clock, orNone(identities));
    }

    @Bean
    DemoRegistration demoRegistration(
            ObjectProvider<DemoIdentities> identities, Dispatch dispatch, Progress progress, InstantSource clock) {
        return new DemoRegistration(orNone(identities), dispatch, progress, clock);
    }

    private static DemoIdentities orNone(ObjectProvider<DemoIdentities> identities) {
        return identities.getIfAvailable(() -> new DemoIdentities(false));
    }

    @Bean
    WebMvcConfigurer viewerArgument() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ViewerArgument());
            }
        };
    }
}
