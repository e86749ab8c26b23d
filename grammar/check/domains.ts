/*
 * What quantifiers and `count` go over: everything of a kind, what belongs to a process, the members of a
 * set. A declared process has a number that the loop is told; of one that only a run knows, such as
 * `t.process`, all are gone through and those of others are passed by.
 */
import { loopDomains, setDomains } from "../../core/tables/expressionOperations.ts";
import { pathText } from "../resolve/members.ts";
import type { Path, Span } from "../syntaxTree.ts";
import { kindsInWords, suggestionFor } from "../words.ts";
import { fieldAt, fieldInstruction, watchEverything, watchOf, type FieldPlace } from "./fields.ts";
import type { Instruction, ValueType } from "./steps.ts";
import { literal, pathTerm, plain, type Domain, type ExpressionPlace, type Typed } from "./terms.ts";

/** Deepest nesting of quantifiers that the core has room for. */
const loopsMax = 8;

const elementTypes: Readonly<Record<string, ValueType>> = {
  threads: "thread", processes: "process", tokens: "token", handles: "handle", objects: "object",
  levels: "level",
};
const changing: Readonly<Record<number, bigint>> = { 3: watchOf("token"), 4: watchOf("handle") };

/** What a quantifier or `count` goes over. Undefined: reported. */
export function domainOf(path: Path, at: ExpressionPlace): Domain | undefined {
  const name = pathText(path);
  const row = loopDomains.find((candidate) => candidate.name === name);
  if (row !== undefined) return { loop: row.id, element: elementTypes[row.name]! };
  if (path.parts.length === 1) {
    const names = loopDomains.map((each) => each.name);
    at.context.report.sayNear("SCN010", path.span, ["domain", name], suggestionFor(name, names), names);
    return undefined;
  }
  const term = pathTerm(path, at);
  if (term?.domain !== undefined) return term.domain;
  if (term?.set !== undefined) return membersOf(term, term.set);
  if (term !== undefined) {
    at.context.report.say(
      "SCN024", path.span, "a quantifier", "a domain or a set", kindsInWords[term.type] ?? "a value",
      "`threads`, `tokens`, `app.handles`, `x.token.groups` or `x.token.privileges.enabled`",
    );
  }
  return undefined;
}

/** The members of a set as a domain. */
function membersOf(record: Typed, place: FieldPlace): Domain {
  const isOfSids = record.type === "sidSet";
  const row = setDomains.find(({ name }) => name === (isOfSids ? "sids" : "privileges"))!;
  return { loop: row.id, element: isOfSids ? "sid" : "privilege", set: { place, record } };
}

/** Whether there is room for one more quantifier here; if not, that is said. */
export function hasRoomForLoop(span: Span, at: ExpressionPlace): boolean {
  if (at.loops < loopsMax) return true;
  at.context.report.say(
    "SCN071", span, "quantifiers in each other", String(at.loops + 1), String(loopsMax),
  );
  return false;
}

/**
 * LoopBegin, the distance to its end, the body, the end; of a set its record before. `joint` is how the body
 * is joined to whose element it is; `depth` counts the loops around.
 */
export function loop(
  domain: Domain, given: readonly Instruction[], closing: string, joint: "Implies" | "And", depth: number,
): Instruction[] {
  const { loop: number, owner, of, set } = domain;
  const body = of === undefined ? given : [...belongs(domain, of, depth), ...given, plain(joint)];
  const distance = body.length + 2;
  const begin: Instruction = {
    name: "LoopBegin", immediate: { loop: number, ...(owner && { owner }), ...(set && { set: set.place }) },
  };
  return [
    ...(set?.record.code ?? []), begin, { name: "Distance", immediate: distance }, ...body,
    { name: closing, immediate: distance },
  ];
}

/** Whether the element at hand is one of a process's. */
function belongs({ element }: Domain, process: Typed, depth: number): Instruction[] {
  const place = fieldAt(element === "thread" ? "thread" : "handle", "process");
  return [
    { name: "Local", immediate: depth }, fieldInstruction("Field", place), ...process.code, plain("Equal"),
  ];
}

/** After which steps a quantifier over a domain is judged again, its body apart. */
export function watchOfDomain({ loop: number, of, set }: Domain): bigint {
  return (changing[number] ?? 0n) | (of?.watch ?? 0n) | (set?.record.watch ?? 0n);
}

/** How many there are of a domain. */
export function countOfDomain(domain: Domain, depth: number): Typed {
  const code = loop(domain, [literal(1)], "LoopCount", "And", depth);
  return { type: "number", code, watch: watchEverything };
}

/** How many members a set has; none of nothing. */
export function countOfSet(term: Typed, set: NonNullable<Typed["set"]>): Typed {
  const { set: _, ...rest } = term;
  const question = [fieldInstruction(term.type === "sidSet" ? "CountMask128" : "CountMask64", set)];
  const counting = set.old === true ? before(question) : question;
  return { ...rest, type: "number", code: [...term.code, ...counting] };
}

/** What reads the state before the step. */
export const before = (code: readonly Instruction[]): Instruction[] => [
  plain("OldBegin"), ...code, plain("OldEnd"),
];
