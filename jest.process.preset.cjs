const base = require('./jest.preset.cjs');

/** For projects whose tests start servers, applications or tools as processes: these compute more than they wait for. */
module.exports = { ...base, testTimeout: 300_000 };
