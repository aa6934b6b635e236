module.exports = { displayName: 'payments-domain', preset: '../../../jest.preset.cjs' };
