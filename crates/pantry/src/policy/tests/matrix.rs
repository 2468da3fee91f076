//! Every role × kind × entity type × field or reason, against the rules said a second
//! time, and as a table that a reviewer sees change.
//!
//! Entity types and fields are read from the source of [`crate::op`]: a new one is in
//! the matrix without anybody thinking of it.

use std::fmt::Write as _;

use expect_test::expect;

use super::*;
use crate::op::DiscardReason;

/// Of a later version.
const LATER: u16 = 60_000;

/// An op, in words.
#[derive(Clone, Copy)]
struct Case {
    entity: &'static str,
    kind: &'static str,
    /// Field, reason or target.
    what: &'static str,
    amount: i64,
}

/// What surrounds an op.
#[derive(Clone, Copy)]
struct Around {
    /// The type of its entity before it.
    known: Known,
    /// Whether this version reads all of it.
    is_read: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Known {
    Alike,
    Otherwise,
    New,
}

/// The rules again, in the words of the specification and none of the code's.
fn is_right(role: Role, case: Case, around: Around) -> bool {
    match role.id() {
        "owner" | "admin" | "member" => true,
        "shopper" if !around.is_read => false,
        "shopper" if case.kind == "undo" => case.what == "own",
        "shopper" if case.entity == "shopping" => {
            let makes = matches!(case.kind, "put" | "set_add");
            let may = match case.kind {
                "put" => !matches!(case.what, "open" | "later"),
                "set_add" | "set_remove" => case.what == "open",
                "delete" => true,
                _ => false,
            };
            may && (around.known == Known::Alike || makes && around.known == Known::New)
        }
        "shopper" => {
            let is_purchase = case.kind == "add" && case.what == "purchase" && case.amount > 0;
            is_purchase && case.entity == "lot" && around.known == Known::Alike
        }
        _ => false,
    }
}

/// The numbers that a module of [`crate::op`] gives, in their order.
fn constants(module: &str, of: &str) -> Vec<(&'static str, u16)> {
    let source = include_str!("../../op.rs");
    let start = format!("pub mod {module} {{");
    let body = source.split_once(&start).map_or("", |(_, rest)| rest);
    let body = body.split_once("\n}").map_or("", |(body, _)| body);
    let constants = body.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("pub const ")?.split_once(": ")?;
        let number = value.strip_prefix(&format!("{of} = {of}("))?;
        Some((name, number.strip_suffix(");")?.parse().ok()?))
    });
    constants.collect()
}

fn entity_types() -> Vec<(&'static str, EntityType)> {
    let known = constants("entity", "EntityType").into_iter();
    let known = known.map(|(name, number)| (&*name.to_lowercase().leak(), EntityType(number)));
    known.chain([("later", EntityType(LATER))]).collect()
}

fn fields_of(entity: &str) -> Vec<(&'static str, Field)> {
    let known = constants(entity, "Field").into_iter();
    let known = known.map(|(name, number)| (&*name.to_lowercase().leak(), Field(number)));
    known.chain([("later", Field(LATER))]).collect()
}

fn reasons() -> Vec<(&'static str, u16)> {
    let named = [
        ("purchase", Reason::Purchase),
        ("consume", Reason::Consume),
        ("move", Reason::Move),
        ("split", Reason::Split),
        ("found", Reason::Found),
    ];
    let discards = DiscardReason::ALL.map(|reason| (reason.id(), Reason::Discard(reason)));
    let known = named.into_iter().chain(discards);
    let known = known.map(|(name, reason)| (name, reason.code()));
    known.chain([("later", LATER)]).collect()
}

/// What can be done to one field.
fn of_field(field: Field) -> [(&'static str, Kind); 4] {
    let (member, dots) = (Value::Bool(true), Vec::new());
    [
        ("put", put(&[field])),
        ("blob", blob(field)),
        ("set_add", Kind::SetAdd { field, member }),
        ("set_remove", Kind::SetRemove { field, dots }),
    ]
}

/// Every op on one type of entity.
fn cases_on(entity: &'static str, entity_type: EntityType) -> Vec<(Case, Op)> {
    let mut cases = Vec::new();
    let mut case = |kind, what, amount, change| {
        let case = Case {
            entity,
            kind,
            what,
            amount,
        };
        cases.push((case, op(entity_type, change)));
    };
    for (what, field) in fields_of(entity) {
        for (kind, change) in of_field(field) {
            case(kind, what, 0, change);
        }
    }
    for (what, reason) in reasons() {
        for amount in [-1, 0, 1] {
            case("add", what, amount, add(amount, reason));
        }
    }
    let (scope, amount) = (scope(), 1);
    let amounts = BTreeMap::from([(MILK, 1)]);
    case("reset", "", 0, Kind::Reset { scope, amounts });
    case("observe", "", 1, Kind::Observe { scope, amount });
    case("delete", "", 0, Kind::Delete);
    for to in [UndoState::Undone, UndoState::Redone] {
        for (what, replica) in [("own", PHONE), ("own", TABLET), ("other's", OTHER)] {
            for undo in undo(replica, to) {
                case("undo", what, 0, undo.kind);
            }
        }
    }
    case("unknown", "", 0, Kind::Unknown { code: LATER });
    cases
}

#[test]
fn the_source_of_the_numbers_is_understood() {
    let source = include_str!("../../op.rs");
    let types = entity_types();
    let fields: usize = types.iter().map(|(name, _)| fields_of(name).len()).sum();
    assert_eq!(fields - types.len(), source.matches(": Field = ").count());
    let known = types.len() - 1;
    assert_eq!(known, source.matches(": EntityType = ").count());
    assert!(types.contains(&("lot", entity::LOT)));
    assert!(fields_of("lot").contains(&("size", lot::SIZE)));
    let reasons = reasons();
    let codes = (0..LATER).filter(|code| Reason::from_code(*code).is_some());
    assert!(codes.eq(sorted(reasons.iter().map(|(_, code)| *code))));
}

fn sorted(codes: impl Iterator<Item = u16>) -> impl Iterator<Item = u16> {
    let mut codes: Vec<u16> = codes.filter(|code| *code != LATER).collect();
    codes.sort_unstable();
    codes.into_iter()
}

#[test]
fn every_role_may_what_the_rules_say_and_nothing_else() {
    let types = entity_types();
    let cases = types
        .iter()
        .flat_map(|(name, number)| cases_on(name, *number));
    let mut judged = 0;
    for (case, op) in cases {
        for known in [Known::Alike, Known::Otherwise, Known::New] {
            for is_read in [true, false] {
                let around = Around { known, is_read };
                check(case, &op, around);
                judged += 1;
            }
        }
    }
    assert!(judged > 2_000, "only {judged} ops were judged");
}

fn check(case: Case, op: &Op, around: Around) {
    let entity_type = match around.known {
        Known::Alike => Some(op.entity_type),
        Known::Otherwise => Some(EntityType(op.entity_type.0 + 1)),
        Known::New => None,
    };
    let unread = (!around.is_read).then(|| Box::new([1; 32]));
    let op = &Op {
        unread,
        ..op.clone()
    };
    for role in Role::ALL {
        let expected = match is_right(role, case, around) {
            true => Ok(()),
            false => Err(Rejection::Forbidden),
        };
        let verdict = judge(role, op, &Household { entity_type });
        assert_eq!(verdict, expected, "{role}: {entity_type:?} {op:?}");
    }
}

/// What one role may do to one type of entity, with what is known of it: all that a
/// kind can name, or a list.
fn row(role: Role, entity: &'static str, entity_type: EntityType) -> String {
    let cases = cases_on(entity, entity_type);
    let mut kinds: Vec<&str> = cases.iter().map(|(case, _)| case.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut row = String::new();
    for kind in kinds {
        let of_kind = || cases.iter().filter(|(case, _)| case.kind == kind);
        let allowed = of_kind().filter(|(_, op)| may(role, op));
        let mut allowed: Vec<String> = allowed.map(|(case, _)| told(*case)).collect();
        let is_all = allowed.len() == of_kind().count();
        allowed.dedup();
        match allowed.join(" ") {
            _ if is_all => row += &format!(" {kind}"),
            some if some.is_empty() => {}
            some => row += &format!(" {kind}({some})"),
        }
    }
    row
}

fn told(case: Case) -> String {
    match case.kind {
        "add" => format!("{}{:+}", case.what, case.amount),
        _ => case.what.to_owned(),
    }
}

/// A line that changes here gives or takes a right in every household. A kind without a
/// list in brackets is allowed with every field, reason or target, later ones included.
#[test]
fn the_policy_as_a_table() {
    let mut table = String::new();
    for role in Role::ALL {
        for (entity, number) in entity_types() {
            let row = row(role, entity, number);
            let _ = writeln!(table, "{role} {entity}:{row}");
        }
    }
    expect![[r#"
        owner household: add blob delete observe put reset set_add set_remove undo unknown
        owner item: add blob delete observe put reset set_add set_remove undo unknown
        owner lot: add blob delete observe put reset set_add set_remove undo unknown
        owner place: add blob delete observe put reset set_add set_remove undo unknown
        owner receipt: add blob delete observe put reset set_add set_remove undo unknown
        owner line_memory: add blob delete observe put reset set_add set_remove undo unknown
        owner shopping: add blob delete observe put reset set_add set_remove undo unknown
        owner category: add blob delete observe put reset set_add set_remove undo unknown
        owner shelf_life: add blob delete observe put reset set_add set_remove undo unknown
        owner recipe: add blob delete observe put reset set_add set_remove undo unknown
        owner later: add blob delete observe put reset set_add set_remove undo unknown
        admin household: add blob delete observe put reset set_add set_remove undo unknown
        admin item: add blob delete observe put reset set_add set_remove undo unknown
        admin lot: add blob delete observe put reset set_add set_remove undo unknown
        admin place: add blob delete observe put reset set_add set_remove undo unknown
        admin receipt: add blob delete observe put reset set_add set_remove undo unknown
        admin line_memory: add blob delete observe put reset set_add set_remove undo unknown
        admin shopping: add blob delete observe put reset set_add set_remove undo unknown
        admin category: add blob delete observe put reset set_add set_remove undo unknown
        admin shelf_life: add blob delete observe put reset set_add set_remove undo unknown
        admin recipe: add blob delete observe put reset set_add set_remove undo unknown
        admin later: add blob delete observe put reset set_add set_remove undo unknown
        member household: add blob delete observe put reset set_add set_remove undo unknown
        member item: add blob delete observe put reset set_add set_remove undo unknown
        member lot: add blob delete observe put reset set_add set_remove undo unknown
        member place: add blob delete observe put reset set_add set_remove undo unknown
        member receipt: add blob delete observe put reset set_add set_remove undo unknown
        member line_memory: add blob delete observe put reset set_add set_remove undo unknown
        member shopping: add blob delete observe put reset set_add set_remove undo unknown
        member category: add blob delete observe put reset set_add set_remove undo unknown
        member shelf_life: add blob delete observe put reset set_add set_remove undo unknown
        member recipe: add blob delete observe put reset set_add set_remove undo unknown
        member later: add blob delete observe put reset set_add set_remove undo unknown
        shopper household: undo(own)
        shopper item: undo(own)
        shopper lot: add(purchase+1) undo(own)
        shopper place: undo(own)
        shopper receipt: undo(own)
        shopper line_memory: undo(own)
        shopper shopping: delete put(name item quantity category note added cleared) set_add(open) set_remove(open) undo(own)
        shopper category: undo(own)
        shopper shelf_life: undo(own)
        shopper recipe: undo(own)
        shopper later: undo(own)
        viewer household:
        viewer item:
        viewer lot:
        viewer place:
        viewer receipt:
        viewer line_memory:
        viewer shopping:
        viewer category:
        viewer shelf_life:
        viewer recipe:
        viewer later:
    "#]]
    .assert_eq(&table);
}
