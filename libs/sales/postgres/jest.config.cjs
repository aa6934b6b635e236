module.exports = { displayName: 'sales-postgres', preset: '../../../jest.infra.preset.cjs' };
