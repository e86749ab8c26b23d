/*
 * The syntax tree of a `.scn` file: what each later phase reads. One type a rule of the grammar, told apart
 * by `kind`. The tree holds what was written and nothing that was concluded: no resolved names, no
 * defaults. What could not be parsed is left out, so no field is ever half there. Chains of `and`, `or` and
 * `|` are lists and no nests, however long they are.
 */

/** A part of the text: offsets in UTF-16 units from its beginning, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span: Span;
}

/**
 * The `///` block above an item, a member, an entry or a statement: its lines without the slashes, joined
 * by "\n".
 */
export interface Documentation extends Node {
  readonly kind: "documentation";
  readonly text: string;
}

interface Documented extends Node {
  readonly documentation?: Documentation;
}

/** Any comment (`//` or `///`), as written, without the line break. */
export interface Comment extends Node {
  readonly kind: "comment";
  readonly text: string;
}

/** One word where it declares, names an argument, or is part of a path. */
export interface Name extends Node {
  readonly kind: "name";
  readonly text: string;
}

/** `a`, `a.b.c`: at least one part. */
export interface Path extends Node {
  readonly kind: "path";
  readonly parts: readonly Name[];
}

// -------------------------------------------------------------------------------------------------- literals

/**
 * `"…"`: `value` has its escapes resolved; the offset of a character in the text is found with
 * `offsetInString`.
 */
export interface StringLiteral extends Node {
  readonly kind: "string";
  readonly value: string;
}

/** `S-1-…`, as written. */
export interface SidLiteral extends Node {
  readonly kind: "sid";
  readonly text: string;
}

/**
 * `12` or `0x1F`: `text` as written; a `value` beyond 2^53 is rounded, so ranges are to be checked before
 * it is used.
 */
export interface NumberLiteral extends Node {
  readonly kind: "number";
  readonly text: string;
  readonly value: number;
}

/**
 * `xp-sp1`, `8.1`, `11`, `gate`: where only a version may stand, or where the spelling allows no other
 * reading.
 */
export interface Version extends Node {
  readonly kind: "version";
  readonly text: string;
}

export interface BooleanLiteral extends Node {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** `none`: no handle, no token, no capability. */
export interface NoneLiteral extends Node {
  readonly kind: "none";
}

export type Literal = StringLiteral | SidLiteral | NumberLiteral | Version | BooleanLiteral | NoneLiteral;

// ----------------------------------------------------------------------------------------------- expressions

/** `[a, b | c]` */
export interface List extends Node {
  readonly kind: "list";
  readonly elements: readonly Expression[];
}

/** `( … )`: kept, since it was written, and since a mask in a cell of a table needs it. */
export interface Parentheses extends Node {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

/** `name: value` or `value`, in the parentheses of a call, an `enter` or an invocation. */
export interface Argument extends Node {
  readonly kind: "argument";
  readonly name?: Name;
  readonly value: Expression;
}

/** `count(d)`, `old(e)`, `can(t, o, r)`: a builtin within an expression. */
export interface Invocation extends Node {
  readonly kind: "invocation";
  readonly callee: Path;
  readonly arguments: readonly Argument[];
}

/** `escalation by thief`: a predicate and whom it is asked about. */
export interface Predicate extends Node {
  readonly kind: "predicate";
  readonly predicate: Path;
  readonly by: Path;
}

/** `A | B | …`: two parts or more. */
export interface Mask extends Node {
  readonly kind: "mask";
  readonly parts: readonly Atom[];
}

export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "within";

export interface Comparison extends Node {
  readonly kind: "comparison";
  readonly operator: ComparisonOperator;
  readonly operatorSpan: Span;
  readonly left: MaskExpression;
  readonly right: MaskExpression;
}

export interface Not extends Node {
  readonly kind: "not";
  readonly operand: Expression;
}

/** `every x in D where C: P`; the body reaches to the end. */
export interface Quantified extends Node {
  readonly kind: "quantified";
  readonly quantifier: "every" | "some" | "no";
  readonly variable: Name;
  readonly domain: Path;
  readonly where?: Expression;
  readonly body: Expression;
}

/** `a and b and …`: two operands or more. */
export interface And extends Node {
  readonly kind: "and";
  readonly operands: readonly Expression[];
}

/** `a or b or …`: two operands or more. */
export interface Or extends Node {
  readonly kind: "or";
  readonly operands: readonly Expression[];
}

/** `premise implies conclusion`, to the right. */
export interface Implies extends Node {
  readonly kind: "implies";
  readonly premise: Expression;
  readonly conclusion: Expression;
}

export type Atom = Literal | List | Parentheses | Path | Invocation | Predicate;
export type MaskExpression = Atom | Mask;
export type Expression = MaskExpression | Comparison | Not | Quantified | And | Or | Implies;

// ---------------------------------------------------------------------------------------- versions, switches

/** `from V`, `before V`, `from V before W`: at least one of the two is there. */
export interface Since extends Node {
  readonly kind: "since";
  readonly from?: Version;
  readonly before?: Version;
}

/** `in V, W`: one version or more. */
export interface InVersions extends Node {
  readonly kind: "inVersions";
  readonly versions: readonly Version[];
}

export type Guard = Since | InVersions;

/** What `windows` names: each a range or a single version, `all` included. */
export type VersionRange = Since | Version;

/** `name: value` after `with`: how a thing that is not known shall be. */
export interface Switch extends Node {
  readonly kind: "switch";
  readonly name: Name;
  readonly value: Atom;
}

/** `on windows V, W with x: y`. */
export interface Head extends Node {
  readonly kind: "head";
  readonly versions: readonly VersionRange[];
  readonly switches: readonly Switch[];
}

// ----------------------------------------------------------------------------------------------------- items

export interface File extends Node {
  readonly kind: "file";
  readonly items: readonly Item[];
  /** Every comment of the text, in order; documentation is among them. */
  readonly comments: readonly Comment[];
  /** What could not be parsed and so is not in the tree. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * An element that did not parse. Its words may well be declared or bound by it, so later phases do not
 * complain of a name that is among them.
 */
export interface LeftOut extends Node {
  readonly kind: "leftOut";
  readonly words: ReadonlySet<string>;
}

export type Item =
  | UseItem | WindowsItem | WorldItem | AttackerItem | DriverItem | ProcedureItem | PropertyItem
  | ScenarioItem | TableItem;

/** `use "other.scn"` */
export interface UseItem extends Documented {
  readonly kind: "use";
  readonly file: StringLiteral;
}

/** `windows V, W with x: y`: what holds for all scenarios of the file that do not say otherwise. */
export interface WindowsItem extends Documented {
  readonly kind: "windows";
  readonly versions: readonly VersionRange[];
  readonly switches: readonly Switch[];
}

const worldKinds = ["account", "session", "process", "job", "object", "pipe", "port"] as const;
export type WorldKind = (typeof worldKinds)[number];

/** `as mallory`, `in job1`, `by server` in the head of a declaration. */
export interface Relation extends Node {
  readonly kind: "relation";
  readonly word: "as" | "in" | "by";
  readonly path: Path;
}

/** `process app as mallory { … }`, `object secrets as file "O:…"`. */
export interface WorldItem extends Documented {
  readonly kind: "world";
  readonly world: WorldKind;
  readonly name: Name;
  readonly relations: readonly Relation[];
  readonly descriptor?: StringLiteral;
  /** Absent when no braces were written. */
  readonly members?: readonly Member[];
}

/** `groups Users, Administrators deny-only`: a word and its values, perhaps with members of its own. */
export interface Member extends Documented {
  readonly kind: "member";
  readonly name: Name;
  readonly phrases: readonly Phrase[];
  readonly members?: readonly Member[];
}

/**
 * `3 * NtOpenThreadToken`, `Administrators deny-only`, `secrets FILE_READ_DATA | FILE_WRITE_DATA`: one term
 * or more.
 */
export interface Phrase extends Node {
  readonly kind: "phrase";
  readonly weight?: NumberLiteral;
  readonly terms: readonly Term[];
}

/** One word, or several joined by `|`. */
export interface Term extends Node {
  readonly kind: "term";
  readonly words: readonly TermWord[];
}

export type TermWord = Literal | Path;

export interface AttackerItem extends Documented {
  readonly kind: "attacker";
  readonly name: Name;
  readonly members: readonly Member[];
}

export interface DriverItem extends Documented {
  readonly kind: "driver";
  readonly name: Name;
  readonly entries: readonly Entry[];
}

/** `path: object` */
export interface Parameter extends Node {
  readonly kind: "parameter";
  readonly name: Name;
  readonly type: Name;
}

/** `{ … } finally { … }` */
export interface Code extends Node {
  readonly kind: "code";
  readonly body: Block;
  readonly finally?: Block;
}

export interface Entry extends Documented {
  readonly kind: "entry";
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly code: Code;
}

export interface ProcedureItem extends Documented {
  readonly kind: "procedure";
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly by: Path;
  readonly code: Code;
}

export interface PropertyItem extends Documented {
  readonly kind: "property";
  readonly title: StringLiteral;
  readonly judgement: Judgement;
}

/** `breaks "A", "B"` */
export interface Breaks extends Node {
  readonly kind: "breaks";
  readonly properties: readonly StringLiteral[];
}

/** `fixed as filter` */
export interface Replacement extends Node {
  readonly kind: "replacement";
  readonly replacement: Name;
  readonly replaced: Name;
}

/** `repairs "A" with fixed as filter` */
export interface Repairs extends Node {
  readonly kind: "repairs";
  readonly scenario: StringLiteral;
  readonly replacements: readonly Replacement[];
}

export interface ScenarioItem extends Documented {
  readonly kind: "scenario";
  readonly title: StringLiteral;
  readonly head?: Head;
  readonly twin?: Breaks | Repairs;
  /** Absent only after `repairs … with …`. */
  readonly body?: Block;
}

export interface TableItem extends Documented {
  readonly kind: "table";
  readonly title: StringLiteral;
  readonly head?: Head;
  /** The first row: the names of the columns, each a value cell with one path. */
  readonly header: Row;
  readonly rows: readonly Row[];
  readonly each: Block;
}

/** `given | given || demanded` */
export interface Row extends Documented {
  readonly kind: "row";
  readonly given: readonly Cell[];
  /** Absent when no `||` was written. */
  readonly demanded?: readonly Cell[];
}

/** `*` */
export interface AnyCell extends Node {
  readonly kind: "anyCell";
}

/** A guard, in the column `windows`. */
export interface GuardCell extends Node {
  readonly kind: "guardCell";
  readonly guard: Guard;
}

/** `A or B`: one alternative or more. */
export interface ValueCell extends Node {
  readonly kind: "valueCell";
  readonly alternatives: readonly Atom[];
}

export type Cell = AnyCell | GuardCell | ValueCell;

// ------------------------------------------------------------------------------------------------ statements

/** `{ … }`, the braces included in the span. */
export interface Block extends Node {
  readonly kind: "block";
  readonly statements: readonly Statement[];
}

export type Statement =
  | Action | ConcurrentlyStatement | AtomicStatement | AnyOfStatement | RepeatStatement | MaybeStatement
  | ChooseStatement | IfStatement | GuardStatement | ForStatement | AllocationSweep | ReturnStatement
  | ConcedesStatement | ExpectStatement | Judgement | PropertyItem;

/** What may have an actor before it. */
export type Action =
  | ActorBlock | CallStatement | ActStatement | EnterStatement | LeaveStatement | PlayStatement;

interface Acted extends Documented {
  /** The path before the `:`. */
  readonly actor?: Path;
}

/** `victim: { … }`, or a bare block. */
export interface ActorBlock extends Acted {
  readonly kind: "actorBlock";
  readonly body: Block;
}

/** `with allocation N failing` */
export interface FailingAllocation extends Node {
  readonly kind: "failingAllocation";
  readonly number: NumberLiteral;
}

/** `else return` or `else { … }` after a call: what stands in place of a demand. */
export interface ElseReturn extends Node {
  readonly kind: "elseReturn";
}

export type FailureHandler = ElseReturn | Block;

/** `r = Routine(a, name: b) { … } => STATUS_X` or a call of a procedure. */
export interface CallStatement extends Acted {
  readonly kind: "call";
  readonly result?: Name;
  readonly routine: Name;
  /** Absent when no parentheses were written, as in `IoQueueWorkItem { … }`. */
  readonly arguments?: readonly Argument[];
  readonly code?: Code;
  readonly failing?: FailingAllocation;
  readonly demands: readonly Demand[];
  readonly otherwise?: FailureHandler;
}

/** `act OBJECT RIGHTS [unchecked] [for WHOM]` */
export interface ActStatement extends Acted {
  readonly kind: "act";
  readonly object: Path;
  readonly rights: MaskExpression;
  readonly unchecked: boolean;
  readonly whom?: Path;
  readonly demands: readonly Demand[];
  readonly otherwise?: FailureHandler;
}

/** `enter driver.entry(…)`, `enter item2`, `enter "filter.create"`. */
export interface EnterStatement extends Acted {
  readonly kind: "enter";
  readonly target: Path | StringLiteral;
  /** Absent when no parentheses were written. */
  readonly arguments?: readonly Argument[];
  readonly demands: readonly Demand[];
}

export interface LeaveStatement extends Acted {
  readonly kind: "leave";
  readonly demands: readonly Demand[];
}

/** `play A for N`; as a lane, too, and without `for` as the mark of a flat program. */
export interface PlayStatement extends Acted {
  readonly kind: "play";
  readonly attacker: Name;
  readonly steps?: NumberLiteral;
}

/** `=> STATUS_X or STATUS_Y, level: L from gate`: an outcome, outs, or both. */
export interface Demand extends Node {
  readonly kind: "demand";
  readonly outcome?: Outcome;
  readonly outs: readonly Out[];
  readonly guard?: Guard;
}

/** `bugcheck IMPERSONATING_WORKER_THREAD` */
export interface BugcheckOutcome extends Node {
  readonly kind: "bugcheckOutcome";
  readonly code: Atom;
}

/** `STATUS_X or STATUS_Y`, `any`, `true`, `none`, a column: one alternative or more. */
export interface ValueOutcome extends Node {
  readonly kind: "valueOutcome";
  readonly alternatives: readonly Atom[];
}

export type Outcome = BugcheckOutcome | ValueOutcome;

/** `level: SecurityIdentification` */
export interface Out extends Node {
  readonly kind: "out";
  readonly name: Name;
  readonly value: MaskExpression;
}

/** `lane app.victim { … }` */
export interface Lane extends Documented {
  readonly kind: "lane";
  readonly thread: Path;
  readonly body: Block;
}

export interface ConcurrentlyStatement extends Documented {
  readonly kind: "concurrently";
  readonly lanes: readonly (Lane | PlayStatement)[];
}

export interface AtomicStatement extends Documented {
  readonly kind: "atomic";
  readonly body: Block;
}

/** `2 * statement` within `any of`. */
export interface Alternative extends Node {
  readonly kind: "alternative";
  readonly weight?: NumberLiteral;
  readonly statement: Statement;
}

export interface AnyOfStatement extends Documented {
  readonly kind: "anyOf";
  readonly alternatives: readonly Alternative[];
}

/** `3` or `1..4`; `to` is absent when one number was written. */
export interface Range extends Node {
  readonly kind: "range";
  readonly from: NumberLiteral;
  readonly to?: NumberLiteral;
}

export interface RepeatStatement extends Documented {
  readonly kind: "repeat";
  readonly range: Range;
  readonly body: Block;
}

export interface MaybeStatement extends Documented {
  readonly kind: "maybe";
  readonly weight?: NumberLiteral;
  readonly body: Block;
}

/** What `choose x in …` draws from: `1..4` (with `..`), or phrases, each with its weight. */
export interface Choices extends Node {
  readonly kind: "choices";
  readonly phrases: readonly Phrase[];
}

export interface ChooseStatement extends Documented {
  readonly kind: "choose";
  readonly name: Name;
  readonly domain: Range | Choices;
}

export interface IfStatement extends Documented {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: Block;
  readonly otherwise?: Block | IfStatement;
}

/** `from gate { … } else { … }` */
export interface GuardStatement extends Documented {
  readonly kind: "guard";
  readonly guard: Guard;
  readonly then: Block;
  readonly otherwise?: Block;
}

/** `for WHOM { … } finally { … }` */
export interface ForStatement extends Documented {
  readonly kind: "for";
  readonly whom: Path;
  readonly code: Code;
}

/** `for each allocation failing { … }` */
export interface AllocationSweep extends Documented {
  readonly kind: "allocationSweep";
  readonly body: Block;
}

export interface ReturnStatement extends Documented {
  readonly kind: "return";
}

/** `concedes PATH to ATTACKER` */
export interface ConcedesStatement extends Documented {
  readonly kind: "concedes";
  readonly what: Path;
  readonly to: Name;
}

export interface ExpectStatement extends Documented {
  readonly kind: "expect";
  readonly condition: Expression;
}

/** `never escalation by thief at worker-return`, as a statement or as what a property says. */
export interface Judgement extends Documented {
  readonly kind: "judgement";
  readonly temporal: "always" | "never" | "sometimes";
  readonly condition: Expression;
  readonly at?: Name;
}

/** Any node of the tree that `kind` tells apart. */
export type SyntaxNode =
  | File
  | LeftOut
  | Item
  | Statement
  | Expression
  | Documentation
  | Comment
  | Name
  | Argument
  | Since
  | InVersions
  | Switch
  | Head
  | Relation
  | Member
  | Phrase
  | Term
  | Parameter
  | Code
  | Entry
  | Breaks
  | Replacement
  | Repairs
  | Row
  | Cell
  | Block
  | FailingAllocation
  | ElseReturn
  | Demand
  | Outcome
  | Out
  | Lane
  | Alternative
  | Range
  | Choices;

/**
 * The offset in the text of character `index` of a string's value: one further for its quote and for each
 * escape before. `text` is the text that the literal was parsed from.
 */
export function offsetInString(literal: StringLiteral, text: string, index: number): number {
  let offset = literal.span.start + 1;
  for (let passed = 0; passed < index && offset < literal.span.end; passed += 1) {
    offset += text[offset] === "\\" ? 2 : 1;
  }
  return offset;
}
