import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{core,grammar,runner}/**/test/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // each core takes a file
    maxWorkers: "100%",
  },
});
