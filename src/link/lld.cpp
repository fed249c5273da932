// LLD behind one C function.

#include "lld/Common/Driver.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Plugins/PassPlugin.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Signals.h"

#include <string>

LLD_HAS_DRIVER(elf)

// LLVM's link-time optimisation, which LLD brings along for bitcode, asks for this extension. No
// bitcode comes here.
llvm::PassPluginLibraryInfo getPollyPluginInfo() {
    return {LLVM_PLUGIN_API_VERSION, "none", "", [](llvm::PassBuilder &) {}, nullptr};
}

// Links as `ld.lld` does with these arguments, the first of which names the program. What it says
// goes to `say`. Gives the exit code of `ld.lld`; `usable` becomes false if LLD stopped in the
// middle, so that it cannot be called again in this process.
//
// Only one call at a time, and none while LLVM compiles: LLD sets all of LLVM's options back to
// their defaults.
extern "C" int pyjit_lld(const char *const *arguments, size_t count, bool *usable, void *text,
                         void (*say)(void *text, const char *words, size_t length)) {
    std::string words;
    int code;
    {
        llvm::raw_string_ostream stream(words);
        // With this, LLD's way to end the process only ends the call.
        llvm::CrashRecoveryContext::Enable();
        lld::Result result = lld::lldMain({arguments, count}, stream, stream,
                                          {{lld::Gnu, &lld::elf::link}});
        // Signals get back the handlers that they had (`src/defects/crash.rs`).
        llvm::sys::unregisterHandlers();
        llvm::CrashRecoveryContext::Disable();
        code = result.retCode;
        *usable = result.canRunAgain;
    }
    say(text, words.data(), words.size());
    return code;
}
