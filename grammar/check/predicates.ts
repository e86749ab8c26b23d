/*
 * Predicates by name: `clean`, `escalation by thief`, `failed` …; each has its instruction and the fields
 * that wake it.
 */
import { pathText } from "../resolve/members.ts";
import type { Path, Predicate } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import { declaredThread } from "./actors.ts";
import { attackerName } from "./context.ts";
import { watchEverything, watchOf } from "./fields.ts";
import { noteSaid, plain, type ExpressionPlace, type Typed } from "./terms.ts";

const gains: Readonly<Record<string, number>> = { identityGain: 1, accessGain: 2, escalation: 3 };
const later = ["effectiveOnlyLost", "sandboxLost", "revertUnchecked"];
const withWhom = [...Object.keys(gains), "deputy"];

/** A predicate that is one word. Undefined: the path is none. */
export function predicatePath(path: Path, at: ExpressionPlace): Typed | undefined {
  const name = path.parts.length === 1 ? path.parts[0]!.text : "";
  if (at.place.scope.find(name) !== undefined) return undefined;
  switch (name) {
    case "clean":
      return {
        type: "boolean", code: [plain("Clean")],
        watch: watchOf("thread", "header.event", "header.eventThread"),
      };
    case "levelRaised":
      return {
        type: "boolean",
        code: [plain("LevelRaised")],
        watch: watchOf("header.levelRaised", "thread.level", "token.level", "context.level"),
      };
    case "deputy":
      return {
        type: "boolean", code: [{ name: "Deputy", immediate: { deputy: undefined } }],
        watch: watchOf("header.deputyThread", "header.actedFor"),
      };
    case "failed":
      at.said.push({ span: path.span, as: { kind: "lastFailed" } });
      return { type: "boolean", code: [plain("LastFailed")], watch: watchEverything };
    case "bugcheck":
      return { type: "bugcheck", code: [plain("BugCheck")], watch: watchOf("header.bugCheck"), absent: 0 };
    default: return unavailable(name, path, at);
  }
}

/** What is known and not there yet, and what lacks its `by`, stands as true. */
function unavailable(name: string, path: Path, at: ExpressionPlace): Typed | undefined {
  if (later.includes(name)) at.context.report.say("SCN070", path.span, `\`${name}\``);
  else if (name in gains) at.context.report.say("SCN066", path.span, name);
  else return undefined;
  return { type: "boolean", code: [{ name: "Literal", immediate: 1 }], watch: 0n };
}

/** `escalation by thief`, `deputy by server.main`. Undefined: reported. */
export function predicate(expression: Predicate, at: ExpressionPlace): Typed | undefined {
  const name = pathText(expression.predicate);
  if (name === "deputy") {
    const thread = declaredThread(expression.by, at.place, at.context);
    if (thread !== undefined) noteSaid(expression.by, { kind: "thread", thread }, at);
    return (
      thread && {
        type: "boolean", code: [{ name: "Deputy", immediate: { deputy: thread } }],
        watch: watchOf("header.deputyThread", "header.actedFor"),
      }
    );
  }
  const kinds = gains[name];
  if (kinds === undefined) {
    const form = later.includes(name) ? "SCN070" : "SCN010";
    if (form === "SCN070") at.context.report.say(form, expression.span, `\`${name}\``);
    else
      at.context.report.sayNear(
        form, expression.predicate.span, ["predicate", name], suggestionFor(name, withWhom),
      );
    return undefined;
  }
  const attacker = attackerName(at.context, pathText(expression.by));
  if (!at.context.declarations.attackers.has(attacker)) {
    const names = [...at.context.declarations.attackers.keys()];
    at.context.report.sayNear(
      "SCN010", expression.by.span, ["attacker", attacker], suggestionFor(attacker, names), names);
    return undefined;
  }
  at.context.concerned.add(attacker);
  if (attacker !== pathText(expression.by)) {
    at.said.push({ span: expression.by.span, as: { kind: "words", words: attacker } });
  }
  const watch = watchOf("thread", "process", "token", "handle", "object");
  return { type: "boolean", code: [{ name: "Escalation", immediate: { attacker, kinds } }], watch };
}
