/**
 * The scenarios of the project stand in the one layout, so that nobody's change of them moves other lines.
 */
import { describe, expect, it } from "vitest";
import { formatText } from "../../grammar/format.ts";
import { readSources } from "../node/readSources.ts";

describe("formatting changes nothing in", () => {
  const { files } = readSources([new URL("../../scenarios", import.meta.url).pathname]);

  it("any of the scenarios, of which there are some", () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files.map((file) => [file.name.split("scenarios/").at(-1)!, file.text]))("%s", (_, text) => {
    expect(formatText(text).value).toBe(text);
  });
});
