/*
 * Which number each SID has in a program. A token has 128 bits for its groups, and real users have hundreds,
 * so SIDs that nothing in the program mentions are merged when the same accounts hold them with the same
 * attributes: no operation can tell them apart, and no escalation still sees that one token has them and
 * another has not.
 */
import { wellKnownSidSlots } from "../../core/tables/image.ts";
import type { CheckedScenario } from "../check/steps.ts";
import { everyStep, expressionsOf, operandsOf } from "./walk.ts";
import type { Account, Descriptor, Process } from "../resolve/model.ts";
import { wordNamed } from "../words.ts";
import { TooLarge } from "./limits.ts";
import { wellKnownSids } from "../../core/tables/securityIdentifiers.ts";

const securityIdentifiersMax = 128;
/** Stands for an owner that a descriptor does not name: nobody's SID. */
export const nobody = "S-1-0-0";

export class SecurityIdentifiers {
  private readonly numbers = new Map<string, number>();
  /** The SIDs of each number; the first gives it its name. */
  readonly members: string[][] = [];

  constructor(scenario: CheckedScenario) {
    const accounts = [...new Set(scenario.processes.map((process) => process.account))];
    for (const sid of mentioned(scenario, accounts)) this.add(sid);
    const classes = new Map<string, number>();
    for (const sid of new Set(accounts.flatMap((account) => account.groups.map((group) => group.sid)))) {
      if (this.numbers.has(sid)) continue;
      const signature = accounts
        .map((account) => account.groups.find((group) => group.sid === sid)?.attributes ?? "-")
        .join(" ");
      const known = classes.get(signature);
      if (known === undefined) classes.set(signature, this.add(sid));
      else { this.numbers.set(sid, known); this.members[known]!.push(sid); }
    }
  }

  private add(sid: string): number {
    const known = this.numbers.get(sid);
    if (known !== undefined) return known;
    this.numbers.set(sid, this.members.length);
    return this.members.push([sid]) - 1;
  }

  /** Number of a SID. Throws RangeError when the program has none, which `mentioned` rules out. */
  number(sid: string): number {
    const number = this.numbers.get(sid);
    if (number === undefined) throw new RangeError(`${sid} has no number`);
    return number;
  }

  numberOrNone(sid: string): number {
    return this.numbers.get(sid) ?? 0xff;
  }

  bit(sid: string): bigint {
    return 1n << BigInt(this.number(sid));
  }

  /** Throws TooLarge (SCN041) when there are more than the core tells apart. */
  check(): void {
    if (this.members.length <= securityIdentifiersMax) return;
    const names = this.members.map((sids) => sids.map(nameOfSid).join(" = ")).join(", ");
    throw new TooLarge(
      "SCN041", [String(this.members.length), String(securityIdentifiersMax), names], undefined,
    );
  }
}

/** The word for a SID, else the SID. */
export function nameOfSid(sid: string): string {
  return wellKnownSids.find((row) => row.sid === sid)?.name ?? sid;
}

/** SIDs that something in the program speaks of, and all users. */
function mentioned(scenario: CheckedScenario, accounts: readonly Account[]): Set<string> {
  const found = new Set<string>([nobody]);
  for (const name of wellKnownSidSlots) {
    const word = wordNamed(name);
    if (word?.kind === "sid") found.add(word.sid);
  }
  for (const account of accounts) {
    for (const sid of [account.user, account.owner, account.primaryGroup]) found.add(sid);
    for (const sid of account.restricting?.sids ?? []) found.add(sid);
    for (const entry of account.defaultAccessList) found.add(entry.sid);
  }
  for (const descriptor of descriptorsOf(scenario.processes)) addDescriptor(descriptor, found);
  for (const { disables, restricts } of scenario.jobs) {
    for (const sid of [...disables, ...(restricts ?? [])]) found.add(sid);
  }
  for (const object of scenario.objects) addDescriptor(object.descriptor, found);
  for (const step of everyStep(scenario.steps)) {
    if (!("demands" in step)) continue;
    for (const { value } of step.demands.flatMap((demand) => demand.outs)) {
      if (typeof value === "object" && "sid" in value) found.add(value.sid);
    }
  }
  for (const operand of operandsOf(scenario)) {
    if (operand.form === "sids") for (const { sid } of operand.sids) found.add(sid);
  }
  for (const expression of expressionsOf(scenario)) {
    for (const { immediate } of expression.code) {
      if (typeof immediate === "object" && "sid" in immediate) found.add(immediate.sid);
    }
  }
  return found;
}

function descriptorsOf(processes: readonly Process[]): (Descriptor | undefined)[] {
  return processes.flatMap((process) => [
    process.descriptor, ...process.threads.map((thread) => thread.descriptor),
  ]);
}

function addDescriptor(descriptor: Descriptor | undefined, found: Set<string>): void {
  if (descriptor?.owner !== undefined) found.add(descriptor.owner);
  if (descriptor?.group !== undefined) found.add(descriptor.group);
  for (const entry of descriptor?.entries ?? []) found.add(entry.sid);
}
