/** Everything that the manual has an entry for, and the search for a name. */
import {
  accessRights,
  genericRights,
  standardRights,
  type AccessRight,
} from "../../../core/tables/accessRights.ts";
import { decisions } from "../../../core/tables/decisions.ts";
import { invariants } from "../../../core/tables/invariants.ts";
import { regions, type Field } from "../../../core/tables/layout.ts";
import { operations, type Operation } from "../../../core/tables/operations.ts";
import { predicates } from "../../../core/tables/predicates.ts";
import { privileges } from "../../../core/tables/privileges.ts";
import { statuses } from "../../../core/tables/statuses.ts";
import { milestones, switches, versions } from "../../../core/tables/versions.ts";
import { tokenFields } from "../../../grammar/check/fields.ts";
import { diagnosticCodes } from "../../../grammar/explainCode.ts";
import { languageWords } from "../../../grammar/languageWords.ts";
import { names, section, type ManualEntry, type ManualKind, type ManualTopic } from "./entry.ts";
import { diagnosticEntry, languageEntry } from "./languageEntries.ts";
import { internalEntry, internalRoutines, routineEntry } from "./routineEntry.ts";
import type { ShownBy } from "./routineFiles.ts";
import * as entries from "./wordEntries.ts";

const operationRows: readonly Operation[] = operations;
const tokenRegion: readonly Field[] = regions.find((row) => row.name === "token")!.fields;

/** A row of a table as a topic. */
const topics = <Row>(rows: readonly Row[], entry: (row: Row) => ManualEntry): ManualTopic[] =>
  rows.map((row) => {
    const { kind, name, line } = entry(row);
    return { kind, name, line, entry: () => entry(row) };
  });

const plain = (
  kind: ManualKind,
  name: string,
  line: string,
  source: string,
  sections: ManualEntry["sections"] = [],
) => ({ kind, name, line, source, sections });

/** All topics, by kind and in the order of the tables. `shownBy` finds the scenarios of a routine. */
export function manualTopics(shownBy: (routine: string) => ShownBy): ManualTopic[] {
  const rights: readonly AccessRight[] = [
    ...accessRights.flatMap((type) => [...type.rights]),
    ...standardRights,
    ...genericRights,
  ];
  return [
    ...operationRows.map((row): ManualTopic => ({
      kind: "routine",
      name: row.routine,
      line: row.summary,
      entry: () => routineEntry(row, shownBy(row.routine)),
    })),
    ...topics(internalRoutines(operationRows), internalEntry),
    ...topics(statuses, entries.statusEntry),
    ...topics(privileges, entries.privilegeEntry),
    ...topics([...new Set(rights.map((right) => right.name))], entries.rightEntry),
    ...topics(entries.members(), ({ enumeration, member }) => entries.memberEntry(enumeration, member)).sort(
      (a, b) => Number(a.kind !== "level") - Number(b.kind !== "level"),
    ),
    ...topics(switches, entries.switchEntry),
    ...topics(versions, entries.versionEntry),
    ...topics(milestones, entries.milestoneEntry),
    ...topics(decisions, entries.decisionEntry),
    ...topics(predicates, (row) =>
      plain("property", row.name, row.meaning, row.source, section("written", names([row.form]))),
    ),
    ...topics(Object.entries(tokenFields), tokenPropertyEntry),
    ...topics(invariants, (row) =>
      plain("invariant", row.name, row.meaning, row.source, section("judged", names([row.class]))),
    ),
    ...topics(languageWords, languageEntry),
    ...topics(diagnosticCodes(), diagnosticEntry),
  ];
}

function tokenPropertyEntry([name, { field, type }]: (typeof tokenFieldEntries)[number]): ManualEntry {
  const meaning = tokenRegion.find((row) => row.name === field)?.meaning ?? "";
  return plain(
    "property of a token",
    `token.${name}`,
    meaning,
    "layout of the state",
    section("type", names([String(type)])),
  );
}
const tokenFieldEntries = Object.entries(tokenFields);

/** The names that a topic is found by: its own, and of a property what stands behind its owner. */
export const namesOf = ({ kind, name }: ManualTopic): string[] =>
  kind.startsWith("property of ") ? [name, name.slice(name.indexOf(".") + 1)] : [name];

/** The topics of a name; several where a word has several meanings. Codes may be written small. */
export function topicsNamed(topics: readonly ManualTopic[], name: string): ManualTopic[] {
  const asked = /^scn\d+$/i.test(name) ? name.toUpperCase() : name;
  return topics.filter((topic) => namesOf(topic).includes(asked));
}
