-- Program lama menjadi program baru yang mana / which old programme became which new one
SELECT nama_lama, nama_baru, bobot, relasi, keyakinan, status
FROM bi_pemetaan
WHERE tingkat_lama = 'program'
ORDER BY nama_lama, bobot DESC, nama_baru;
