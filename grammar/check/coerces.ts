/*
 * `coerces serve up to 2`: what an attacker can set off in somebody else. Each procedure is a lane of its
 * own beside the play, done as often as the attacker likes; when is what the interleavings are about. So it
 * is put in as the lines that one would write by hand: `lane THREAD { repeat 0..2 { serve() } }`.
 */
import { membersByWord, phrasesOf, plainWord, termWordText } from "../resolve/members.ts";
import { suggestionFor } from "../words.ts";
import type {
  Block, CallStatement, Lane, Name, NumberLiteral, Phrase, PlayStatement, Range, RepeatStatement, Span,
  Statement,
} from "../syntaxTree.ts";
import { attackerMembers } from "./attackers.ts";
import { attackerName, procedureNamed, type CheckContext } from "./context.ts";

/** Most uses of one procedure. */
const usesMax = 16;

/** Whether whoever plays can set something off in somebody else. */
export function setsOff(play: PlayStatement, context: CheckContext): boolean {
  return phrasesFor(play, context).length > 0;
}

/** The lanes that a play brings with it; what names no procedure is reported. */
export function coercedLanes(play: PlayStatement, context: CheckContext): Lane[] {
  return phrasesFor(play, context).flatMap((phrase) => laneOf(phrase, context) ?? []);
}

function phrasesFor(play: PlayStatement, context: CheckContext): Phrase[] {
  const { declarations, report } = context;
  const item = declarations.attackers.get(attackerName(context, play.attacker.text));
  // the mark of a flat program sets nothing off: what was done stands there
  if (item === undefined || play.steps === undefined) return [];
  const members = report.quietly(() => membersByWord(item.members, attackerMembers, "an attacker", report));
  return phrasesOf(members, "coerces").filter(({ terms }) => terms[0]?.words[0]?.kind !== "none");
}

function laneOf(phrase: Phrase, context: CheckContext): Lane | undefined {
  const { span } = phrase;
  const name = phrase.terms[0] && plainWord(phrase.terms[0]);
  const procedure = name === undefined ? undefined : procedureNamed(context, name);
  if (name === undefined || procedure === undefined) {
    const known = [...context.declarations.procedures.keys()];
    const odd = name ?? context.text.slice(span.start, span.end);
    context.report.sayNear("SCN010", span, ["procedure", odd], suggestionFor(odd, known), known);
    return undefined;
  }
  const most = usesOf(phrase, context);
  const routine: Name = { kind: "name", text: name, span };
  const call: CallStatement = { kind: "call", routine, arguments: [], demands: [], span };
  const range: Range = { kind: "range", from: numberAt(0, span), to: numberAt(most, span), span };
  const repeat: RepeatStatement = { kind: "repeat", range, body: blockOf(call), span };
  return { kind: "lane", thread: { ...procedure.by, span }, body: blockOf(repeat), span };
}

function blockOf(statement: Statement): Block {
  return { kind: "block", statements: [statement], span: statement.span };
}

function numberAt(value: number, span: Span): NumberLiteral {
  return { kind: "number", text: String(value), value, span };
}

/** `up to 2`; without it, once. */
function usesOf({ terms, span }: Phrase, { report }: CheckContext): number {
  const [, up, to, number, ...more] = terms;
  if (up === undefined) return 1;
  const word = number?.words[0];
  const uses = word?.kind === "number" ? word.value : 0;
  const isUpTo = plainWord(up) === "up" && plainWord(to) === "to" && number?.words.length === 1;
  if (isUpTo && more.length === 0 && uses >= 1 && uses <= usesMax) return uses;
  const given = terms.slice(1).map((term) => term.words.map(termWordText).join(" | ")).join(" ");
  report.say(
    "SCN024", span, "coerces", `\`up to\` and a number from 1 to ${usesMax}`, `\`${given}\``,
    "`coerces serve up to 2`",
  );
  return 1;
}
