module.exports = { displayName: 'payments-postgres', preset: '../../../jest.infra.preset.cjs' };
