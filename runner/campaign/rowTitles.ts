/**
 * Titles of a table's rows. Each row is a scenario of its own, `TITLE, row 3: SecurityImpersonation | true`;
 * people also speak of the table by its own title.
 */

const rowEnd = /, row \d+(?:: .*)?$/s;

/** The title that stands in the file: of a row, that of its table. */
export function writtenTitle(title: string): string {
  return title.replace(rowEnd, "");
}

/** Whether a title is the one that was asked for, or that of a row of the table which was. */
export function isTitled(title: string, asked: string): boolean {
  return title === asked || (title.startsWith(`${asked}, row `) && writtenTitle(title) === asked);
}
