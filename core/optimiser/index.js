/**
 * What the release build does to the core between compiling and writing: what engines leave undone with
 * WebAssembly, and native compilers do. The sources stay as they read best. The compiler applies this
 * (asconfig.json) and knows the optimiser that it comes with, so that no second copy of it is needed; it
 * optimises nothing itself, because that would undo the last step.
 */
import { Transform } from "assemblyscript/transform";
import { copyForBulk } from "./bulkCopies.js";
import { inlineMuch } from "./inlining.js";
import { threadJumps } from "./jumpThreading.js";

/** After jumps were threaded: removes what is empty now, and moves nothing. */
const TIDY = ["vacuum", "merge-blocks", "remove-unused-names", "optimize-instructions"];

export default class Optimiser extends Transform {
  afterCompile(module) {
    const { binaryen } = this;
    copyForBulk(binaryen, module);
    inlineMuch(binaryen, module);
    threadJumps(binaryen, module);
    module.runPasses(TIDY);
    if (!module.validate()) throw new Error("the optimised core is not valid");
  }
}
