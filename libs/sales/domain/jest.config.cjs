module.exports = { displayName: 'sales-domain', preset: '../../../jest.preset.cjs' };
