-- Pagu yang diragukan, dan mengapa / budgets in doubt, and why
SELECT p.sub_kegiatan, p.rupiah, p.status, f.aturan, f.alamat
FROM bi_pagu AS p
JOIN bi_temuan AS f ON f.fact_id = p.fact_id
WHERE p.status = 'ragu'
ORDER BY p.rupiah DESC, f.aturan;
