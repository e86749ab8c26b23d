import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{core,grammar,runner}/**/test/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // a test that asserts nothing cannot fail
    expect: { requireAssertions: true },
    // each core takes a file
    maxWorkers: "100%",
  },
});
