// Two scenarios at once need two blocks of loopback addresses: each of jest's workers takes its own.
process.env.LAB_BLOCK ??= String(100 + Number(process.env.JEST_WORKER_ID ?? '0'));
