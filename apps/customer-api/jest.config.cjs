module.exports = { displayName: 'customer-api', preset: '../../jest.preset.cjs' };
