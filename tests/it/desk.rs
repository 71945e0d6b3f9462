//! What the side of the agents is compiled to: queues, workstreams, assignments, and the rules about agents.

use enroute::bytecode::{
    ANY_LEVEL, AgentBy, Class, Closing, Demand, Desk, DeskQueue, DeskWorkstream, Inherit, ItemKey, Kind,
    Matching, Members, Method, Offer, Picking, Preferred, Program, Release, RuleId, RuleListId, Slot, WrapUp,
};
use enroute::diagnostic::Severity;
use enroute::item::Frame;
use enroute::source::{SourceFile, Sources};
use enroute::vm::Machine;
use enroute::{Bundle, engine};

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const PEOPLE: &str = r#"language 1
enum Tier { bronze, silver, gold }
entity Agent { team: text?, trainee: bool = no, badge: text = "none", level: int? }
rating Level { range 1..5, label 1 "novice", label 5 "expert" }
skill french "French" { rating Level }
skill calls "Takes calls"
skill line "Line" { modelled_by Case.tier }
profile chat_load "Chats" { limit 3, excludes [on_call] }
profile on_call "Calls" { limit 1, blocking yes, reset end_of_day }
presence lunch "At lunch" { base away }
hours office "Office" { zone "Europe/London", open mon..fri 08:00..18:00 }
entity Case { tier: Tier?, opened: instant?, owner: text? }
entity Chat { note: text?, tier: Tier? }
entity Probe { note: text? }
workstream probe {
  type record, mode pick, carries Probe, fallback default_record
  route first { otherwise to default_record }
  distribution { units 1, presences [available] }
}
test "a place for a guard to be asked" {
  given probe { note "x" }
  at 2026-03-02T10:15Z
  expect queue == default_record
}
"#;

fn bundle(text: &str) -> Bundle {
    let text = format!("{PEOPLE}{text}");
    let sources: Sources = [SourceFile::new("main.route", text.clone())].into_iter().collect();
    let compiled = engine::compile_with_tests(&sources, &["main.route".to_owned()]).unwrap();
    let errors: Vec<_> =
        compiled.checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    compiled.bundle.unwrap_or_else(|| panic!("{errors:#?}\n{text}"))
}

fn program(bundle: &Bundle) -> &Program {
    bundle.program().program()
}

fn desk(bundle: &Bundle) -> &Desk {
    &program(bundle).desk
}

fn queue<'b>(bundle: &'b Bundle, name: &str) -> &'b DeskQueue {
    let at = program(bundle).queues.iter().position(|queue| queue.name == name).unwrap();
    &desk(bundle).queues[at]
}

fn workstream<'b>(bundle: &'b Bundle, name: &str) -> &'b DeskWorkstream {
    &desk(bundle).workstreams[place(bundle, name)]
}

/// What an item of a workstream takes.
fn capacity(bundle: &Bundle, name: &str) -> Demand {
    program(bundle).workstreams[place(bundle, name)].capacity
}

fn place(bundle: &Bundle, name: &str) -> usize {
    program(bundle).schema.workstreams.iter().position(|one| one.name == name).unwrap()
}

/// A workstream of these first lines, with more of its own.
fn stream(name: &str, head: &str, distribution: &str, more: &str) -> String {
    format!(
        "workstream {name} {{\n  {head}\n  carries Chat\n  route first {{ otherwise to general }}\n  \
         distribution {{ units 10, presences [available, busy]{distribution} }}\n{more}\n}}\n"
    )
}

/// The slot of that path.
fn slot(program: &Program, path: &str) -> Slot {
    let at = program.schema.slots.iter().position(|slot| slot.path == path);
    Slot(u32::try_from(at.unwrap_or_else(|| panic!("no slot `{path}`"))).unwrap())
}

/// The rules of a list.
fn rules(program: &Program, list: RuleListId) -> Vec<RuleId> {
    let list = &program.rule_lists[list.index()];
    (list.first..list.first + list.count).map(RuleId).collect()
}

/// Whether a rule's guard holds where these slots have these values.
fn holds(bundle: &Bundle, rule: RuleId, known: &[(Slot, i64)]) -> bool {
    holds_with(bundle, rule, known, &[])
}

fn holds_with(bundle: &Bundle, rule: RuleId, known: &[(Slot, i64)], texts: &[(Slot, &str)]) -> bool {
    let mut program = program(bundle).clone();
    let Some(guard) = program.rules[rule.index()].guard else { return true };
    program.entries[0] = guard;
    let asked = Bundle::new(program, bundle.about().clone()).unwrap();
    let mut frame = Frame::new(asked.schema());
    for (slot, value) in known {
        frame.set(*slot, *value);
    }
    for (slot, text) in texts {
        let value = frame.texts_mut().add(text);
        frame.set(*slot, value);
    }
    Machine::new(&asked).holds(&mut frame, 0)
}

fn address(bundle: &Bundle, rule: RuleId) -> &str {
    bundle.about().rule(rule).unwrap().address
}

const ALL_CLASSES: &str = "channel kiosk \"Kiosk\" { store: text }\nauth portal { kind token }\n\
                           queue general { type [messaging, voice, record], carries Chat }\n";

/// A workstream of every class.
fn of_all_classes(organisation: &str) -> Bundle {
    let streams = [
        stream("live", "type messaging, channel chat, mode push, fallback general", "", ""),
        stream(
            "kept",
            "type messaging, channel chat, persistent yes, auth portal, mode push, fallback general",
            ", auto_close 28d",
            "",
        ),
        stream("texts", "type messaging, channel sms, mode push, fallback general", ", auto_close 2d", ""),
        stream("teams_desk", "type messaging, channel teams, mode push, fallback general", "", ""),
        stream("kiosks", "type messaging, channel kiosk, mode push, fallback general", "", ""),
        stream("phone", "type voice, mode push, fallback general", "", ""),
        stream("records", "type record, mode pick, fallback general", "", ""),
    ];
    bundle(&format!("{organisation}{ALL_CLASSES}{}", streams.concat()))
}

#[test]
fn conversations_are_of_the_class_of_their_kind_and_channel_and_closed_as_the_platform_does() {
    let bundle = of_all_classes("");
    let is = |name: &str, class: Class, [open, active, wrap_up, waiting]: [Option<i64>; 4]| {
        let found = workstream(&bundle, name);
        assert_eq!(
            (found.class, found.closing),
            (class, Closing { open, active, wrap_up, waiting }),
            "{name}"
        );
    };
    is("live", Class::LiveChat, [Some(20 * MINUTE), None, Some(15 * MINUTE), None]);
    is("kept", Class::PersistentChat, [Some(30 * DAY), None, Some(DAY), Some(28 * DAY)]);
    is("texts", Class::Asynchronous, [Some(30 * DAY), Some(30 * DAY), Some(DAY), Some(2 * DAY)]);
    is("teams_desk", Class::Asynchronous, [Some(30 * DAY), Some(30 * DAY), Some(DAY), None]);
    is("kiosks", Class::Asynchronous, [Some(30 * DAY), Some(30 * DAY), Some(DAY), None]);
    is("phone", Class::Voice, [Some(30 * DAY), Some(2 * HOUR), Some(DAY), None]);
    is("records", Class::Record, [None; 4]);
}

#[test]
fn the_organisation_closes_what_it_names_and_leaves_the_rest() {
    let bundle = of_all_classes(
        "organisation o { auto_close {\n  live_chat { open 5m, wrap_up never }\n  persistent_chat { active 1h }\n  \
         sms { open 1d }\n  social { wrap_up 2h }\n  teams { active never }\n  voice { active 30m }\n} }\n",
    );
    let closing = |name: &str| {
        let Closing { open, active, wrap_up, waiting } = workstream(&bundle, name).closing;
        [open, active, wrap_up, waiting]
    };
    assert_eq!(closing("live"), [Some(5 * MINUTE), None, None, None]);
    assert_eq!(closing("kept"), [Some(30 * DAY), Some(HOUR), Some(DAY), Some(28 * DAY)]);
    assert_eq!(closing("texts"), [Some(DAY), Some(30 * DAY), Some(DAY), Some(2 * DAY)]);
    assert_eq!(closing("teams_desk"), [Some(30 * DAY), None, Some(DAY), None]);
    assert_eq!(closing("kiosks"), [Some(30 * DAY), Some(30 * DAY), Some(2 * HOUR), None]);
    assert_eq!(closing("phone"), [Some(30 * DAY), Some(30 * MINUTE), Some(DAY), None]);
    assert_eq!(closing("records"), [None; 4]);
}

#[test]
fn settings_for_every_item_are_the_organisations_or_the_platforms() {
    let silent = desk(&of_all_classes("")).organisation;
    assert!(!silent.miss_makes_inactive && !silent.reject_means_do_not_disturb);
    assert_eq!((silent.decline_limit, silent.decline_total), (3, 100));
    let said = of_all_classes(
        "organisation o { on_miss inactive, on_reject do_not_disturb, decline_limit 2, decline_total 9 }\n",
    );
    let said = desk(&said).organisation;
    assert!(said.miss_makes_inactive && said.reject_means_do_not_disturb);
    assert_eq!((said.decline_limit, said.decline_total), (2, 9));
}

#[test]
fn people_are_known_by_presences_profiles_and_skills() {
    let bundle = of_all_classes("");
    let desk = desk(&bundle);
    assert_eq!((desk.presences[0].name.as_str(), desk.presences[0].base), ("lunch", 3));
    let [chats, calls] = desk.profiles.as_slice() else { panic!("{:?}", desk.profiles) };
    assert_eq!((chats.name.as_str(), chats.limit, chats.excludes.as_slice()), ("chat_load", 3, &[1_u32][..]));
    assert!(calls.blocking && calls.end_of_day && !chats.blocking && !chats.end_of_day);
    let [french, calls, line] = desk.skills.as_slice() else { panic!("{:?}", desk.skills) };
    assert_eq!((french.range, calls.range), (Some((1, 5)), None));
    assert_eq!(french.labels, [("novice".to_owned(), 1), ("expert".to_owned(), 5)]);
    assert!(line.modelled && !french.modelled);
    assert_eq!(desk.calendars, ["office"]);
}

#[test]
fn distribution_is_as_written() {
    let pushed = stream(
        "pushed",
        "type messaging, channel chat, mode push, fallback general",
        ", wrap_up 15m, skills closest, allow_pick yes, strict_pick yes",
        "  reconnect 90s\n  preferred_agents only",
    );
    let picked = "workstream picked {\n  type record, mode pick, carries Chat, fallback general\n  \
                  route first { otherwise to general }\n  release on [deactivated]\n  \
                  distribution { profile chat_load, wrap_up none, presences [away], skills exact }\n}\n";
    let bundle = bundle(&format!("{ALL_CLASSES}{pushed}{picked}"));
    let found = workstream(&bundle, "pushed");
    assert_eq!((found.picking, found.wrap_up), (Picking::Allowed, WrapUp::For(15 * MINUTE)));
    assert_eq!(capacity(&bundle, "pushed"), Demand::Units(10));
    assert_eq!((found.presences, found.matching, found.affinity), (0b11, Matching::Closest, false));
    assert_eq!((found.strict_pick, found.reconnect, found.preferred), (true, 90_000_000, Preferred::Only));
    assert_eq!(found.release, Release { resolved: true, deactivated: true, cleared: true });
    let found = workstream(&bundle, "picked");
    assert_eq!((found.picking, found.wrap_up), (Picking::Only, WrapUp::None));
    assert_eq!(capacity(&bundle, "picked"), Demand::Profile(0));
    assert_eq!((found.presences, found.matching, found.reconnect), (0b1000, Matching::Exact, 3 * MINUTE));
    assert_eq!((found.strict_pick, found.preferred), (false, Preferred::No));
    assert_eq!(found.release, Release { resolved: false, deactivated: true, cleared: false });
}

#[test]
fn each_slot_is_offered_by_its_notification() {
    let notifications = "notification at_once { auto_assign yes, countdown 30s }\nnotification ask { countdown 60s }\n\
                         notification hard { reject no }\nnotification soft { reject \"Not now\" }\n";
    let more =
        "  templates { incoming at_once, incoming_unauthenticated ask, transfer hard, supervisor soft }";
    let one = stream("one", "type messaging, channel chat, mode push, fallback general", "", more);
    let bundle = bundle(&format!("{notifications}{ALL_CLASSES}{one}"));
    let offers = &workstream(&bundle, "one").offers;
    let offer = |template: &str, seconds: i64, auto_assign, reject| Offer {
        template: Some(template.to_owned()),
        countdown: seconds * 1_000_000,
        auto_assign,
        reject,
    };
    assert_eq!(offers.authenticated, offer("at_once", 30, true, false));
    assert_eq!(offers.unauthenticated, offer("ask", 60, false, true));
    assert_eq!(offers.consult, Offer::default());
    assert_eq!(offers.transfer, offer("hard", 120, false, false));
    assert_eq!(offers.supervisor, offer("soft", 120, false, true));
}

#[test]
fn the_nearest_message_wins_and_no_silences() {
    let organisation = "organisation o { messages { greeting \"Hello\", wait \"Soon\", closed \"Bye\" } }\n";
    let more = "  messages { greeting \"Hi\", wait no }\n  \
                instance \"a.example/help\" { messages { closed no, greeting \"Hey\" } }\n  instances [\"b.example\"]";
    let one = stream("one", "type messaging, channel chat, mode push, fallback general", "", more);
    let bundle = bundle(&format!("{organisation}{ALL_CLASSES}{one}"));
    let found = workstream(&bundle, "one");
    let message = |moment: &str, text: &str| (moment.to_owned(), text.to_owned());
    assert_eq!(found.messages, [message("greeting", "Hi"), message("closed", "Bye")]);
    let at = "a.example/help".to_owned();
    let expected =
        [(at.clone(), "closed".to_owned(), None), (at, "greeting".to_owned(), Some("Hey".to_owned()))];
    assert_eq!(found.instance_messages, expected);
}

/// Two queues of records of two entities, and an assignment that both use.
const TWO_ENTITIES: &str = r#"
assignment fit(s: skill, least: int) {
  inherit [presences, capacity]
  "Gold": when item.tier == gold and waited < 2m pick agents where has s >= 3 and team == "a" order by s descending, proficiency nearest
  "Rest": otherwise pick agents order by free(chat_load) descending, idle_time descending
  otherwise pick agents where units_free >= least and agent.level in 2..4 and not trainee
}
queue cases { type record, carries Case, assign fit(french, 30) }
queue chats { type record, carries Chat, assign fit(french, 30) }
queue more { type record, carries Case, assign fit(french, 30) }
queue others { type record, carries Case, assign fit(calls, 5) }
"#;

#[test]
fn a_use_of_an_assignment_has_the_arguments_of_its_use_and_reads_the_item_of_its_queue() {
    let bundle = bundle(TWO_ENTITIES);
    let (program, all) = (program(&bundle), &desk(&bundle).assignments);
    let number = |name: &str| {
        let Method::Assignment(number) = queue(&bundle, name).method else { panic!("{name}") };
        usize::try_from(number).unwrap()
    };
    assert_eq!(all.len(), 3, "equal uses are one");
    assert_eq!(number("cases"), number("more"));
    let texts: Vec<_> = all.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["fit(french, 30)", "fit(french, 30)", "fit(calls, 5)"]);
    assert_eq!(all[0].inherit, Inherit { presences: true, skills: false, capacity: true });
    // `tier` is another place of each entity.
    let tiers: Vec<_> = (0_u32..)
        .zip(&program.schema.slots)
        .filter(|(_, slot)| slot.path == "tier")
        .map(|(at, _)| Slot(at))
        .collect();
    let [first, second] = tiers[..] else { panic!("{tiers:?}") };
    let gold =
        |name: &str, known: &[(Slot, i64)]| holds(&bundle, rules(program, all[number(name)].when)[0], known);
    let waited = (program.known.waited, MINUTE);
    let (left, right) = ([(first, 2), waited], [(second, 2), waited]);
    assert_eq!(gold("cases", &left), gold("chats", &right));
    assert_eq!(gold("cases", &right), gold("chats", &left));
    assert_ne!(gold("cases", &left), gold("cases", &right));
    assert!(!gold("cases", &[(first, 2), (second, 2), (program.known.waited, 2 * MINUTE)]));
}

#[test]
fn rules_about_agents_read_what_is_known_of_agents() {
    let bundle = bundle(TWO_ENTITIES);
    let (program, agent, all) = (program(&bundle), desk(&bundle).agent, &desk(&bundle).assignments);
    let third = rules(program, all[0].who)[2];
    assert_eq!(address(&bundle, third), "fit#3");
    let (level, trainee) = (slot(program, "agent.level"), slot(program, "agent.trainee"));
    let asked = |units: i64, at: i64, trains: i64| {
        holds(&bundle, third, &[(agent.units_free, units), (level, at), (trainee, trains)])
    };
    assert!(asked(30, 2, 0));
    assert!(!asked(29, 2, 0) && !asked(30, 5, 0) && !asked(30, 2, 1));
    assert!(!holds(&bundle, third, &[(level, 3)]), "an agent without units has no room for them");
    let five = rules(program, all[2].who)[2];
    assert!(holds(&bundle, five, &[(agent.units_free, 5), (level, 2)]));
}

#[test]
fn the_rules_of_an_assignment_are_cited_by_its_name_and_order_by_slots() {
    let bundle = bundle(TWO_ENTITIES);
    let (program, agent, all) = (program(&bundle), desk(&bundle).agent, &desk(&bundle).assignments);
    let names: Vec<_> = rules(program, all[2].when).iter().map(|rule| address(&bundle, *rule)).collect();
    assert_eq!(names, ["fit.\"Gold\"", "fit.\"Rest\"", "fit#3"]);
    assert_eq!(bundle.about().rule(rules(program, all[2].who)[1]).unwrap().name, "Rest");
    let keys = |one: usize, rule: usize| -> Vec<_> {
        all[one].orders[rule].iter().map(|key| (key.by, key.descending)).collect()
    };
    let skill = |place: u32| AgentBy::Slot(Slot(agent.skills.0 + place));
    assert_eq!(keys(0, 0), [(skill(0), true), (AgentBy::Nearest, false)]);
    assert_eq!(keys(2, 0), [(skill(1), true), (AgentBy::Nearest, false)]);
    assert_eq!(keys(0, 1), [(AgentBy::Slot(agent.free), true), (AgentBy::Slot(agent.idle_time), true)]);
    assert_eq!(keys(0, 2), []);
    let who = rules(program, all[0].who);
    assert!(program.rules[who[1].index()].guard.is_none(), "without a condition all members are found");
}

#[test]
fn members_are_those_for_whom_the_condition_holds() {
    let bundle = bundle(
        "queue fluent { type record, members when has french >= 3 and has calls and badge != \"none\" }\n\
         queue some { type record, members when has french }\nqueue free { type record, members when \
         load(on_call) == 0 and free(chat_load) > 1 and presence in [available, busy] and is_working }\n\
         queue listed { type [record, voice], members [ana, bo] }\nqueue all { type voice, members everyone }\n",
    );
    let (program, agent) = (program(&bundle), desk(&bundle).agent);
    let rule = |name: &str| {
        let Members::When(rule) = queue(&bundle, name).members else { panic!("{name}") };
        rule
    };
    assert_eq!(address(&bundle, rule("fluent")), "fluent.members");
    let (french, calls) = (agent.skills, Slot(agent.skills.0 + 1));
    assert!(holds(&bundle, rule("fluent"), &[(french, 3), (calls, ANY_LEVEL)]));
    assert!(!holds(&bundle, rule("fluent"), &[(french, 2), (calls, ANY_LEVEL)]));
    assert!(!holds(&bundle, rule("fluent"), &[(french, ANY_LEVEL), (calls, ANY_LEVEL)]), "no level is not 3");
    assert!(!holds(&bundle, rule("fluent"), &[(french, 3)]));
    assert!(holds(&bundle, rule("some"), &[(french, ANY_LEVEL)]) && !holds(&bundle, rule("some"), &[]));
    let (load, free) = (Slot(agent.load.0 + 1), agent.free);
    let at = |presence: i64| [(load, 0), (free, 2), (agent.presence, presence), (agent.is_working, 1)];
    assert!(holds(&bundle, rule("free"), &at(1)) && !holds(&bundle, rule("free"), &at(3)));
    assert_eq!(queue(&bundle, "listed").members, Members::Agents(vec!["ana".to_owned(), "bo".to_owned()]));
    assert_eq!(queue(&bundle, "listed").kinds, [Kind::Record, Kind::Voice]);
    assert_eq!(queue(&bundle, "all").members, Members::Everyone);
    assert_eq!(queue(&bundle, "all").method, Method::LeastActive);
    assert_eq!(queue(&bundle, "default_record").members, Members::Everyone);
    let record = &program.schema.records[usize::try_from(agent.record.unwrap()).unwrap()];
    assert_eq!(record.entity, "Agent");
    let fields: Vec<_> = record.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(fields, ["badge"], "only what rules read");
}

#[test]
fn queues_wait_choose_and_order_as_written() {
    let bundle = bundle(
        "assignment anyone { \"All\": otherwise pick agents }\n\
         assignment speakers(s: skill) { \"Them\": otherwise pick agents where has s and presence in item.workstream.presences }\n\
         queue spare { type record }\n\
         queue cases {\n  type record, carries Case, priority 4\n  overflow {\n    \"Long\": when tier == gold after 2h of office then transfer spare\n    \
         \"Short\": when tier != gold after 5m then transfer spare\n    when owner is missing then transfer spare\n  }\n  \
         prioritize {\n    \"Gold\": when tier == gold order by opened ascending, arrival\n    \"Rest\": otherwise order by arrival\n  }\n  \
         choose {\n    \"French\": when owner == \"fr\" use speakers(french)\n    \"Others\": otherwise use anyone\n  }\n}\n",
    );
    let (program, found) = (program(&bundle), queue(&bundle, "cases"));
    assert_eq!((found.priority, found.kinds.as_slice()), (4, &[Kind::Record][..]));
    let waits: Vec<_> =
        found.waiting.iter().map(|one| (address(&bundle, one.rule), one.after, one.hours)).collect();
    let (short, long) = ("cases.overflow.\"Short\"", "cases.overflow.\"Long\"");
    assert_eq!(waits, [(short, 5 * MINUTE, None), (long, 2 * HOUR, Some(0))]);
    let tier = slot(program, "tier");
    assert!(holds(&bundle, found.waiting[0].rule, &[(tier, 1)]));
    assert!(holds(&bundle, found.waiting[1].rule, &[(tier, 2)]));
    assert!(!holds(&bundle, found.waiting[1].rule, &[]));
    let key = |slot| ItemKey { slot, descending: false };
    assert_eq!(found.orders, [vec![key(Some(slot(program, "opened"))), key(None)], vec![key(None)]]);
    let chosen: Vec<_> = found
        .chosen
        .iter()
        .map(|one| desk(&bundle).assignments[usize::try_from(*one).unwrap()].text.as_str())
        .collect();
    assert_eq!(chosen, ["speakers(french)", "anyone"]);
    let choose = rules(program, found.choose.unwrap());
    assert_eq!(address(&bundle, choose[0]), "cases.choose.\"French\"");
    assert!(program.rules[choose[1].index()].guard.is_none());
    assert_eq!(queue(&bundle, "spare").choose, None);
}

#[test]
fn a_route_rule_names_the_assignment_for_the_items_of_its_workstream() {
    let route = "workstream desk {\n  type record, mode pick, carries Chat, fallback chats\n  route first {\n    \
                 \"One\": when note is present to chats use fit(french, 30)\n    otherwise to chats\n  }\n  \
                 distribution { units 1, presences [available] }\n}\n";
    let bundle = bundle(&format!("{TWO_ENTITIES}{route}"));
    let program = program(&bundle);
    let sends: Vec<_> = program.actions.iter().filter_map(|action| action.as_send()).collect();
    let Method::Assignment(chats) = queue(&bundle, "chats").method else { panic!() };
    assert_eq!(sends.iter().map(|send| send.uses).collect::<Vec<_>>(), [None, Some(chats), None]);
    assert_eq!(sends[1].assignment.as_deref(), Some("fit(french, 30)"));
}

#[test]
fn what_is_known_of_agents_is_not_read_from_items() {
    let bundle = bundle(&format!(
        "{TWO_ENTITIES}{}",
        stream("desk", "type record, mode pick, fallback chats", "", "").replace("general", "chats")
    ));
    let (program, agent) = (program(&bundle), desk(&bundle).agent);
    let item = br#"{"workstream":"desk","id":"1","presence":"busy","units_free":9,"agent":{"level":3,"team":"a"},"team":"a"}"#;
    let reader = enroute::item::Reader::new(bundle.schema());
    let mut frame = reader.frame();
    reader.json(item, &enroute::item::ReadOptions::default(), &mut frame).unwrap();
    let missing = enroute::bytecode::MISSING;
    let first = agent.id.index();
    assert!(frame.values()[first..].iter().all(|value| *value == missing));
    assert!(slot(program, "agent.level").index() > first, "agents come after all of the item");
}

#[test]
fn a_bundle_keeps_the_desk_and_shows_its_rules_without_an_index() {
    let bundle = bundle(TWO_ENTITIES);
    let read = Bundle::load(&bundle.write()).unwrap();
    assert_eq!(desk(&read), desk(&bundle));
    assert!(read.listing().contains("fit.\"Gold\"") && read.listing().contains("has french in 3.."));
    assert!(
        read.header().contains("\nfit, when ") && read.header().contains("\nfit, agents "),
        "{}",
        read.header()
    );
    assert!(!read.filed("").contains("fit"), "{}", read.filed(""));
}

#[test]
fn a_time_beyond_a_hundred_years_is_taken_for_it() {
    let one =
        stream("one", "type messaging, channel sms, mode push, fallback general", ", auto_close 999999d", "");
    let bundle = bundle(&format!("{ALL_CLASSES}{one}"));
    assert_eq!(workstream(&bundle, "one").closing.waiting, Some(36_525 * DAY));
}

#[test]
fn named_conditions_are_asked_of_the_agent_and_the_item_they_are_given() {
    let bundle = bundle(
        "condition may(who: Agent, mine: text, tier: Tier) = who.team == mine and (not who.trainee or tier != gold)\n\
         assignment kind(of: text) {\n  \"Own\": otherwise pick agents where may(agent, of, item.tier) and \
         agent.id != item.owner\n}\nqueue cases { type record, carries Case, assign kind(\"a\") }\n",
    );
    let (program, agent) = (program(&bundle), desk(&bundle).agent);
    let own = rules(program, desk(&bundle).assignments[0].who)[0];
    let (team, trainee) = (slot(program, "agent.team"), slot(program, "agent.trainee"));
    let (tier, owner) = (slot(program, "tier"), slot(program, "owner"));
    let asked = |of: &str, trains: i64, at: i64, id: &str| {
        holds_with(
            &bundle,
            own,
            &[(trainee, trains), (tier, at)],
            &[(team, of), (agent.id, id), (owner, "bo")],
        )
    };
    assert!(asked("A", 0, 2, "ana") && asked("a", 1, 1, "ana"));
    assert!(!asked("a", 1, 2, "ana") && !asked("b", 0, 1, "ana") && !asked("a", 0, 1, "bo"));
}

#[test]
fn a_queue_that_does_not_say_what_it_carries_may_use_rules_that_do_not_speak_of_items() {
    let bundle = bundle(
        "assignment anyone { \"All\": otherwise pick agents where not trainee order by level }\n\
         queue cases { type record, carries Case, assign anyone }\nqueue blind { type record, assign anyone }\n",
    );
    let all = &desk(&bundle).assignments;
    assert_eq!(all.len(), 1);
    assert_eq!(queue(&bundle, "blind").method, Method::Assignment(0));
    let level = slot(program(&bundle), "agent.level");
    assert_eq!(all[0].orders[0][0].by, AgentBy::Slot(level));
}
