module.exports = { displayName: 'contract-documents', preset: '../../jest.preset.cjs' };
