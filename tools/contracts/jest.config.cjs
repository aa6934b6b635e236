module.exports = { displayName: 'contract-tools', preset: '../../jest.process.preset.cjs' };
