/* Security descriptors of declarations: SDDL strings as access lists with canonical SIDs and masks. */
import type { StringLiteral } from "../syntaxTree.ts";
import { wellKnownSids } from "../../core/tables/securityIdentifiers.ts";
import type { Descriptor, ListEntry } from "./model.ts";
import type { Report } from "./report.ts";

const rights: Record<string, number> = { FA: 0x1f01ff, FR: 0x120089, FW: 0x120116, GA: 0x10000000, GR: 0x80000000, GW: 0x40000000 };
const sid = (text: string): string => wellKnownSids.find((row) => "sddl" in row && row.sddl === text)?.sid ?? text;

export function descriptorOf(literal: StringLiteral, _text: string, _report: Report): Descriptor | undefined {
  const owner = /O:([^:]*?)(?=[GDS]:|$)/.exec(literal.value)?.[1];
  const list = /D:((\([^)]*\))*)/.exec(literal.value)?.[1];
  const entries = list === undefined ? undefined : [...list.matchAll(/\(([^)]*)\)/g)].map((match): ListEntry => {
    const [type, , mask, , , who] = match[1]!.split(";");
    return { deny: type === "D", sid: sid(who!), mask: rights[mask!] ?? Number(mask), inheritOnly: false };
  });
  return { ...(owner && { owner: sid(owner) }), ...(entries && { entries }) };
}
