package noroshi.core.module;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.asset.AssetCommand;
import noroshi.core.asset.AssetEvent;
import noroshi.core.asset.AssetNotifications;
import noroshi.core.asset.AssetParticulars;
import noroshi.core.bulletin.BulletinCase;
import noroshi.core.bulletin.BulletinCommand;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Drawn;
import noroshi.core.campaign.CampaignCommand;
import noroshi.core.campaign.CampaignEvent;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Campaigns;
import noroshi.core.campaign.Wording;
import noroshi.core.mode.ModeCommand;
import noroshi.core.mode.ModeEvent;
import noroshi.core.mode.Modes;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorCommand;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeCommand;
import noroshi.core.register.ScopeEvent;
import noroshi.core.report.Changes;
import noroshi.core.report.Content;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Submission;
import noroshi.core.report.SubmissionCommand;
import noroshi.core.report.SubmissionEvent;
import noroshi.core.report.ThreadId;
import noroshi.core.request.RequestCase;
import noroshi.core.request.RequestCommand;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestEvent;
import noroshi.core.request.RequestId;
import noroshi.core.sector.Scope;
import noroshi.core.thread.Case;
import noroshi.core.thread.ReportThreadCommand;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreads;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** 集約の配線. All aggregates of the domain, and what the ledger needs to know of their events. */
public final class CoreModule {

    private static final MessageTypeResolver TYPES = new AnnotationMessageTypeResolver();

    private CoreModule() {}

    /** The sealed families of events: what the ledger stores. */
    public static Class<?>[] eventFamilies() {
        return new Class<?>[] {
            ReportThreadEvent.class,
            SubmissionEvent.class,
            OperatorEvent.class,
            ScopeEvent.class,
            AssetEvent.class,
            CampaignEvent.class,
            BulletinEvent.class,
            RequestEvent.class,
            ModeEvent.class
        };
    }

    /** The types whose values are sealed under the key of the thread, asset, campaign, bulletin or request they belong to. */
    public static Class<?>[] sealedContent() {
        return new Class<?>[] {
            Content.class,
            Changes.class,
            Remark.class,
            AssetParticulars.class,
            Wording.class,
            BulletinContent.class,
            RequestContent.class
        };
    }

    /** Adds the aggregates; the storage engine is the caller's. */
    public static EventSourcingConfigurer configure(EventSourcingConfigurer configurer) {
        return configurer
                .registerEntity(threads().entity(TYPES))
                .registerEntity(submissions().entity(TYPES))
                .registerEntity(operators().entity(TYPES))
                .registerEntity(scope().entity(TYPES))
                .registerEntity(assets().entity(TYPES))
                .registerEntity(campaigns().entity(TYPES))
                .registerEntity(bulletins().entity(TYPES))
                .registerEntity(requests().entity(TYPES))
                .registerEntity(modes().entity(TYPES));
    }

    /**
     * By what a thread's case is sourced: the register only where the decision rests on it, and what was filed under
     * the same id in any thread only for what is filed.
     */
    record CaseId(
            ThreadId thread,
            @Nullable OperatorSlug operator,
            @Nullable ReportId report) {

        static CaseId of(ReportThreadCommand command) {
            return switch (command) {
                case ReportThreadCommand.Submission submission ->
                    new CaseId(submission.thread(), submission.operator(), submission.report());
                case ReportThreadCommand.ChangeConsents change -> new CaseId(change.thread(), change.operator(), null);
                case ReportThreadCommand.AssessSeverity assess -> new CaseId(assess.thread(), null, null);
                case ReportThreadCommand.NarrowTlp narrow -> new CaseId(narrow.thread(), null, null);
                case ReportThreadCommand.ChangeTlp change -> new CaseId(change.thread(), change.operator(), null);
                case ReportThreadCommand.Reroute reroute -> new CaseId(reroute.thread(), reroute.operator(), null);
                case ReportThreadCommand.TellDeadlines tell -> new CaseId(tell.thread(), null, null);
                case ReportThreadCommand.RecordDeliveries record -> new CaseId(record.thread(), null, null);
                case ReportThreadCommand.OfficersAct act -> new CaseId(act.thread(), null, null);
            };
        }

        EventCriteria criteria() {
            var all = new ArrayList<EventCriteria>();
            all.add(EventCriteria.havingTags("thread", thread.toString()));
            if (operator != null) {
                all.add(EventCriteria.havingTags("operator", operator.value()));
                all.add(ofScope());
            }
            if (report != null) {
                all.add(ofSubmission(report));
            }
            return EventCriteria.either(all);
        }
    }

    private static EventCriteria ofSubmission(ReportId report) {
        return EventCriteria.havingTags("submission", report.toString());
    }

    private static EventCriteria ofScope() {
        return EventCriteria.havingTags("scope", ScopeEvent.NATIONAL);
    }

    private static DeciderModule<CaseId, ReportThreadCommand, Case> threads() {
        return new DeciderModule<>(
                CaseId.class,
                Case.class,
                id -> Case.of(id.thread()),
                leaves(ReportThreadCommand.class),
                CaseId::of,
                CaseId::criteria,
                (command, known) -> List.copyOf(ReportThreads.decide(command, known)),
                (known, event) -> switch (event) {
                    case ReportThreadEvent happened -> known.after(happened);
                    case OperatorEvent happened -> known.after(happened);
                    case ScopeEvent happened -> known.after(happened);
                    case AssetEvent happened -> known.after(happened);
                    case ModeEvent happened -> known.after(happened);
                    default -> known;
                },
                CoreModule::occurredAt);
    }

    private static DeciderModule<ReportId, SubmissionCommand, Submission> submissions() {
        return new DeciderModule<>(
                ReportId.class,
                Submission.class,
                _ -> Submission.UNKNOWN,
                leaves(SubmissionCommand.class),
                SubmissionCommand::report,
                CoreModule::ofSubmission,
                (command, submission) -> List.copyOf(Submission.decide(command, submission)),
                (submission, event) -> event instanceof SubmissionEvent happened
                        ? Submission.evolve(submission, happened)
                        : submission,
                CoreModule::occurredAt);
    }

    /** An operator's entry is checked against the scope, so the scope is part of its condition. */
    record Entry(Operator operator, Scope scope) {}

    private static DeciderModule<OperatorSlug, OperatorCommand, Entry> operators() {
        return new DeciderModule<>(
                OperatorSlug.class,
                Entry.class,
                _ -> new Entry(Operator.UNREGISTERED, Scope.shipped()),
                leaves(OperatorCommand.class),
                command -> switch (command) {
                    case OperatorCommand.RegisterOperator register ->
                        register.entry().slug();
                },
                operator -> EventCriteria.either(EventCriteria.havingTags("operator", operator.value()), ofScope()),
                (command, entry) -> List.copyOf(Operator.decide(command, entry.operator(), entry.scope())),
                (entry, event) -> switch (event) {
                    case OperatorEvent happened ->
                        new Entry(Operator.evolve(entry.operator(), happened), entry.scope());
                    case ScopeEvent happened -> new Entry(entry.operator(), ScopeEvent.evolve(entry.scope(), happened));
                    default -> entry;
                },
                CoreModule::occurredAt);
    }

    private static DeciderModule<String, ScopeCommand, Scope> scope() {
        return new DeciderModule<>(
                String.class,
                Scope.class,
                _ -> Scope.shipped(),
                leaves(ScopeCommand.class),
                _ -> ScopeEvent.NATIONAL,
                _ -> ofScope(),
                (command, scope) -> List.copyOf(ScopeCommand.decide(command, scope)),
                (scope, event) -> event instanceof ScopeEvent happened ? ScopeEvent.evolve(scope, happened) : scope,
                CoreModule::occurredAt);
    }

    /** Its designations decide what an operator notifies, and the scope who is competent. */
    private static DeciderModule<OperatorSlug, AssetCommand, AssetNotifications> assets() {
        return new DeciderModule<>(
                OperatorSlug.class,
                AssetNotifications.class,
                _ -> AssetNotifications.NONE,
                leaves(AssetCommand.class),
                AssetCommand::operator,
                operator -> EventCriteria.either(EventCriteria.havingTags("operator", operator.value()), ofScope()),
                (command, known) -> List.copyOf(known.decide(command)),
                (known, event) -> switch (event) {
                    case AssetEvent happened -> known.after(happened);
                    case OperatorEvent happened -> known.after(happened);
                    case ScopeEvent happened -> known.after(happened);
                    default -> known;
                },
                CoreModule::occurredAt);
    }

    /** By which campaigns and threads a decision on campaigns is sourced. */
    record Concerned(Set<CampaignId> campaigns, List<ThreadId> threads) {

        static Concerned of(CampaignCommand command) {
            return new Concerned(command.campaigns(), command.threads());
        }

        EventCriteria criteria() {
            var all = new ArrayList<EventCriteria>();
            for (CampaignId campaign : campaigns) {
                all.add(EventCriteria.havingTags("thread", campaign.toString()));
                all.add(EventCriteria.havingTags("campaign", campaign.toString()));
            }
            threads.forEach(thread -> all.add(EventCriteria.havingTags("thread", thread.toString())));
            return EventCriteria.either(all);
        }
    }

    private static DeciderModule<Concerned, CampaignCommand, Campaigns> campaigns() {
        return new DeciderModule<>(
                Concerned.class,
                Campaigns.class,
                concerned -> Campaigns.of(concerned.campaigns()),
                leaves(CampaignCommand.class),
                Concerned::of,
                Concerned::criteria,
                (command, known) -> List.copyOf(known.decide(command)),
                (known, event) -> switch (event) {
                    case CampaignEvent happened -> known.after(happened);
                    case ReportThreadEvent happened -> known.after(happened);
                    default -> known;
                },
                CoreModule::occurredAt);
    }

    /** By what a bulletin's case is sourced: the threads that it draws on, and whose they are. */
    record BulletinSources(BulletinId bulletin, List<Drawn> drawn) {

        BulletinSources {
            drawn = List.copyOf(drawn);
        }

        EventCriteria criteria() {
            var all = new ArrayList<EventCriteria>();
            all.add(EventCriteria.havingTags("thread", bulletin.toString()));
            all.add(ofScope());
            drawn.stream()
                    .map(Drawn::thread)
                    .distinct()
                    .forEach(thread -> all.add(EventCriteria.havingTags("thread", thread.toString())));
            drawn.stream()
                    .map(Drawn::operator)
                    .distinct()
                    .forEach(operator -> all.add(EventCriteria.havingTags("operator", operator.value())));
            return EventCriteria.either(all);
        }
    }

    private static DeciderModule<BulletinSources, BulletinCommand, BulletinCase> bulletins() {
        return new DeciderModule<>(
                BulletinSources.class,
                BulletinCase.class,
                _ -> BulletinCase.NONE,
                leaves(BulletinCommand.class),
                command -> new BulletinSources(command.bulletin(), command.drawn()),
                BulletinSources::criteria,
                (command, known) -> List.copyOf(known.decide(command)),
                (known, event) -> switch (event) {
                    case BulletinEvent happened -> known.after(happened);
                    case ReportThreadEvent happened -> known.after(happened);
                    case OperatorEvent happened -> known.after(happened);
                    case ScopeEvent happened -> known.after(happened);
                    case ModeEvent happened -> known.after(happened);
                    default -> known;
                },
                CoreModule::occurredAt);
    }

    /** By what a request's case is sourced: itself, and whatever it concerns. */
    record RequestSources(RequestId request, Set<UUID> concerned) {

        EventCriteria criteria() {
            return EventCriteria.either(Stream.concat(Stream.of(request.value()), concerned.stream())
                    .<EventCriteria>map(id -> EventCriteria.havingTags("thread", id.toString()))
                    .toList());
        }
    }

    private static DeciderModule<RequestSources, RequestCommand, RequestCase> requests() {
        return new DeciderModule<>(
                RequestSources.class,
                RequestCase.class,
                _ -> RequestCase.NONE,
                leaves(RequestCommand.class),
                command -> new RequestSources(command.request(), command.concerned()),
                RequestSources::criteria,
                (command, known) -> List.copyOf(known.decide(command)),
                (known, event) -> switch (event) {
                    case RequestEvent happened -> known.after(happened);
                    case ReportThreadEvent happened -> known.after(happened);
                    case CampaignEvent happened -> known.after(happened);
                    case BulletinEvent happened -> known.after(happened);
                    default -> known;
                },
                CoreModule::occurredAt);
    }

    /** A mode is of the nation or of sectors that are in the scope. */
    record National(Modes modes, Scope scope) {}

    private static DeciderModule<String, ModeCommand, National> modes() {
        return new DeciderModule<>(
                String.class,
                National.class,
                _ -> new National(Modes.NORMAL, Scope.shipped()),
                leaves(ModeCommand.class),
                _ -> ScopeEvent.NATIONAL,
                _ -> ofScope(),
                (command, known) -> List.copyOf(known.modes().decide(command, known.scope(), ScopeEvent.NATIONAL)),
                (known, event) -> switch (event) {
                    case ModeEvent happened -> new National(known.modes().after(happened), known.scope());
                    case ScopeEvent happened -> new National(known.modes(), ScopeEvent.evolve(known.scope(), happened));
                    default -> known;
                },
                CoreModule::occurredAt);
    }

    private static Instant occurredAt(Object event) {
        return switch (event) {
            case ReportThreadEvent happened -> happened.occurredAt();
            case SubmissionEvent happened -> happened.occurredAt();
            case OperatorEvent happened -> happened.at();
            case ScopeEvent happened -> happened.at();
            case AssetEvent happened -> happened.at();
            case CampaignEvent happened -> happened.at();
            case BulletinEvent happened -> happened.at();
            case RequestEvent happened -> happened.at();
            case ModeEvent happened -> happened.at();
            default -> throw new IllegalArgumentException("event: %s (expected: one of the domain)".formatted(event));
        };
    }

    @SuppressWarnings("unchecked") // what a sealed type permits are its subtypes
    private static <C> Set<Class<? extends C>> leaves(Class<C> family) {
        return Stream.of(family.getPermittedSubclasses())
                .flatMap(member -> member.isSealed() ? leaves(member).stream() : Stream.of(member))
                .map(member -> (Class<? extends C>) member)
                .collect(Collectors.toUnmodifiableSet());
    }
}
