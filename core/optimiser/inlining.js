/**
 * Inlines far more than the optimiser does by itself: engines do not inline WebAssembly functions, and the
 * core is made of many small ones. That makes 1.2 times the cases a second, and the module a third larger.
 */

/** Sizes in the optimiser's count of expressions, found by measuring: larger ones gain nothing more. */
const ALWAYS_BELOW = 40;
const IF_FLEXIBLE_BELOW = 600;
const WITH_ONE_CALLER_BELOW = 8000;

/**
 * Optimises once as usual, so that functions have the sizes that they will have, then inlines and optimises
 * again.
 */
export function inlineMuch(binaryen, module) {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  module.optimize();
  binaryen.setAlwaysInlineMaxSize(ALWAYS_BELOW);
  binaryen.setFlexibleInlineMaxSize(IF_FLEXIBLE_BELOW);
  binaryen.setOneCallerInlineMaxSize(WITH_ONE_CALLER_BELOW);
  binaryen.setAllowInliningFunctionsWithLoops(true);
  module.optimize();
  module.optimize();
}
