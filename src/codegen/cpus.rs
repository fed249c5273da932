//! The names of CPUs that LLVM makes 64-bit code for.
//!
//! LLVM's C interface does not list them, and LLVM itself takes an unknown name with a mere message
//! on standard error.

/// LLVM 22's names for x86-64: the levels of its ABI, then the models.
const X86_64: &str = "x86-64 x86-64-v2 x86-64-v3 x86-64-v4 generic \
    nocona core2 penryn nehalem westmere sandybridge ivybridge haswell broadwell skylake \
    skylake-avx512 skx cascadelake cooperlake cannonlake icelake-client icelake-server rocketlake \
    tigerlake sapphirerapids emeraldrapids graniterapids graniterapids-d diamondrapids alderlake \
    raptorlake meteorlake arrowlake arrowlake-s lunarlake pantherlake wildcatlake novalake \
    gracemont sierraforest grandridge clearwaterforest bonnell silvermont goldmont goldmont-plus \
    tremont knl knm k8 k8-sse3 opteron opteron-sse3 athlon64 athlon64-sse3 athlon-fx amdfam10 \
    barcelona btver1 btver2 bdver1 bdver2 bdver3 bdver4 znver1 znver2 znver3 znver4 znver5";

/// LLVM 22's names for 64-bit Arm.
const AARCH64: &str = "generic \
    cortex-a34 cortex-a35 cortex-a53 cortex-a55 cortex-a57 cortex-a65 cortex-a65ae cortex-a72 \
    cortex-a73 cortex-a75 cortex-a76 cortex-a76ae cortex-a77 cortex-a78 cortex-a78ae cortex-a78c \
    cortex-a320 cortex-a510 cortex-a520 cortex-a520ae cortex-a710 cortex-a715 cortex-a720 \
    cortex-a720ae cortex-a725 cortex-x1 cortex-x1c cortex-x2 cortex-x3 cortex-x4 cortex-x925 \
    neoverse-e1 neoverse-n1 neoverse-n2 neoverse-n3 neoverse-v1 neoverse-v2 neoverse-v3 \
    neoverse-v3ae neoverse-512tvb grace cobalt-100 olympus gb10 c1-nano c1-pro c1-premium c1-ultra \
    apple-m1 apple-m2 apple-m3 apple-m4 apple-m5 apple-a7 apple-a8 apple-a9 apple-a10 apple-a11 \
    apple-a12 apple-a13 apple-a14 apple-a15 apple-a16 apple-a17 apple-a18 apple-a19 a64fx ampere1 \
    ampere1a ampere1b ampere1c carmel exynos-m3 exynos-m4 exynos-m5 falkor fujitsu-monaka kryo \
    oryon-1 saphira thunderx thunderx2t99 thunderx3t110 thunderxt81 thunderxt83 thunderxt88 tsv110";

/// Whether LLVM knows a CPU by that name on the platform.
pub(super) fn is_known(triple: &str, cpu: &str) -> bool {
    let names = if triple.starts_with("x86_64") { X86_64 } else { AARCH64 };
    names.split_whitespace().any(|name| name == cpu)
}
