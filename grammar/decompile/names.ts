/*
 * Names of results in a flat program. Code that stands at several places of a program binds one name several
 * times; in a straight line each needs its own. A name that is free stays as it is, and the others get the
 * number of their variable, so that deleting a line changes none.
 */
import type { ImageRecord, ProgramNames } from "../image/programImage.ts";
import { operationOf, recordFlag } from "../image/tableNumbers.ts";
import { wordNamed } from "../words.ts";

const reserved = new Set([
  "and", "or", "not", "implies", "in", "within", "from", "before", "every", "some", "no", "true", "false",
  "none", "with", "else", "finally", "current", "caller", "system", "any", "bugcheck", "failed", "clean",
  "deputy", "levelRaised",
]);

/** A name for each variable of the program, and for status and outs of those that keep them. */
export function variableNames(names: ProgramNames, records: readonly ImageRecord[]): string[] {
  const taken = new Set([
    ...reserved, ...names.processes, ...names.objects.map((object) => object.name),
    ...names.threads.map((thread) => thread.name), ...names.attackers, ...names.jobs,
    ...names.accounts.map((account) => account.name),
  ]);
  const counts = new Map<string, number>();
  for (const { name } of names.variables) counts.set(name, (counts.get(name) ?? 0) + 1);
  const found = names.variables.map(({ name }, index) => {
    const free = counts.get(name) === 1 && !taken.has(name) && wordNamed(name) === undefined;
    return free || name.includes(".") ? name : numbered(name, index, counts, taken);
  });
  for (const record of records) if ((record.flags & recordFlag.KeepOuts) !== 0) nameParts(record, found);
  return found;
}

/** The name with the number of its variable behind it, and underscores where that is taken too. */
function numbered(
  name: string, index: number, counts: ReadonlyMap<string, number>, taken: Set<string>,
): string {
  let candidate = `${name}${index}`;
  while (counts.has(candidate) || taken.has(candidate) || wordNamed(candidate) !== undefined) {
    candidate += "_";
  }
  taken.add(candidate);
  return candidate;
}

/** Behind a result that keeps its outs lie its status and they. */
function nameParts(record: ImageRecord, found: string[]): void {
  const operation = operationOf(record.operation);
  const base = found[record.result];
  if (operation === undefined || base === undefined) return;
  found[record.result + 1] = `${base}.status`;
  operation.outs.forEach((out, position) => { found[record.result + 2 + position] = `${base}.${out.name}`; });
}
