-- Causes of findings: the figures that they doubt, and the largest amount among them.
WITH doubted AS (
  SELECT DISTINCT sebab_id, fact_id FROM bi_temuan
  WHERE fact_id IS NOT NULL AND tingkat_keparahan <> 'info'
)
SELECT d.sebab_id, COUNT(*) AS fakta, MAX(m.rupiah) AS rupiah
FROM doubted d
LEFT JOIN (SELECT fact_id, rupiah FROM bi_anggaran
           UNION ALL SELECT fact_id, rupiah FROM bi_belanja) m ON m.fact_id = d.fact_id
GROUP BY d.sebab_id
ORDER BY d.sebab_id
