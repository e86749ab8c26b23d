/* Security descriptors of declarations: what SDDL says, as the access lists that the core judges by. */
import type { StringLiteral } from "../syntaxTree.ts";
import { offsetInString } from "../syntaxTree.ts";
import { parseSddl, type SecurityDescriptor } from "../sddl.ts";
import type { Descriptor } from "./model.ts";
import type { Report } from "./report.ts";

/**
 * Reads a string of SDDL. What is wrong in it is said at its place in the text; the descriptor then stands as
 * absent.
 */
export function descriptorOf(literal: StringLiteral, text: string, report: Report): Descriptor | undefined {
  const result = parseSddl(literal.value);
  if (result.ok) return fromSddl(result.value);
  const { offset, length, reason, wayOut } = result.error;
  const start = offsetInString(literal, text, offset);
  const end = Math.max(start + 1, offsetInString(literal, text, offset + length));
  report.say("SCN040/sddl", { start, end: Math.min(end, literal.span.end) }, reason, wayOut);
  return undefined;
}

/** A label that is only inherited does not speak for the object and counts like none (facts 13.3 A). */
function fromSddl({ owner, group, dacl, label: written }: SecurityDescriptor): Descriptor {
  const label = written?.flags.includes("IO") === true ? undefined : written;
  const entries = dacl?.entries?.map((entry) => ({
    deny: entry.type === "deny", sid: entry.sid, mask: entry.mask, inheritOnly: entry.flags.includes("IO"),
  }));
  const policy = label && (label.noWriteUp ? 1 : 0) | (label.noReadUp ? 2 : 0) | (label.noExecuteUp ? 4 : 0);
  return {
    ...(owner !== undefined && { owner }), ...(group !== undefined && { group }), ...(entries && { entries }),
    ...(label && { label: { integrity: label.rid, policy: policy! } }),
  };
}
