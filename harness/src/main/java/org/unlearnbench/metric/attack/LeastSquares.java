package org.unlearnbench.metric.attack;

/**
 * Least squares with many rows and few columns whose rows may differ by many powers of ten, by
 * Householder reflections with row and column exchanges. These keep the small rows' share of the
 * solution (Cox and Higham, "Stability of Householder QR factorization for weighted least squares
 * problems", 1998), which is lost where the normal equations are formed.
 */
final class LeastSquares {
  private final int rows;
  private final int columns;
  private final double[][] matrix;
  private final double[] diagonal;
  private final double[] scales;
  private final int[] order;
  private final int[] exchanges;
  private final double[] rotated;

  LeastSquares(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    matrix = new double[columns][rows];
    diagonal = new double[columns];
    scales = new double[columns];
    order = new int[columns];
    exchanges = new int[columns];
    rotated = new double[rows];
  }

  /**
   * The matrix by columns, all of it to be written before each {@link #factor}, which spoils it.
   */
  double[] column(int j) {
    return matrix[j];
  }

  /** Factors the matrix, which must have full column rank. */
  void factor() {
    for (int j = 0; j < columns; j++) {
      order[j] = j;
    }
    for (int k = 0; k < columns; k++) {
      double square = bringLongestColumn(k);
      double[] pivot = matrix[k];
      bringLargestRow(k);
      double norm = Math.sqrt(square);
      double head = Math.abs(pivot[k]);
      diagonal[k] = pivot[k] > 0 ? -norm : norm;
      pivot[k] -= diagonal[k];
      scales[k] = 1 / (norm * (norm + head));
      for (int j = k + 1; j < columns; j++) {
        reflect(k, matrix[j]);
      }
    }
  }

  /**
   * The x that solves {@code A'A x = A'target + shift}: without a shift, that of the least {@code
   * |A x - target|}.
   *
   * @param target one per row
   * @param shift one per column
   */
  double[] solve(double[] target, double[] shift) {
    System.arraycopy(target, 0, rotated, 0, rows);
    double[] z = new double[columns];
    for (int k = 0; k < columns; k++) {
      exchange(rotated, k, exchanges[k]);
      reflect(k, rotated);
      double sum = shift[order[k]];
      for (int j = 0; j < k; j++) {
        sum -= matrix[k][j] * z[j];
      }
      z[k] = sum / diagonal[k];
    }
    double[] x = new double[columns];
    double[] sorted = new double[columns];
    for (int k = columns - 1; k >= 0; k--) {
      double sum = rotated[k] + z[k];
      for (int j = k + 1; j < columns; j++) {
        sum -= matrix[j][k] * sorted[j];
      }
      sorted[k] = sum / diagonal[k];
      x[order[k]] = sorted[k];
    }
    return x;
  }

  /** Makes the column with the longest rest the k-th; returns the rest's squared length. */
  private double bringLongestColumn(int k) {
    int longest = k;
    double square = -1;
    for (int j = k; j < columns; j++) {
      double candidate = product(matrix[j], matrix[j], k);
      if (candidate > square) {
        square = candidate;
        longest = j;
      }
    }
    double[] column = matrix[k];
    matrix[k] = matrix[longest];
    matrix[longest] = column;
    int index = order[k];
    order[k] = order[longest];
    order[longest] = index;
    return square;
  }

  private void bringLargestRow(int k) {
    int largest = k;
    double[] pivot = matrix[k];
    for (int i = k + 1; i < rows; i++) {
      if (Math.abs(pivot[i]) > Math.abs(pivot[largest])) {
        largest = i;
      }
    }
    exchanges[k] = largest;
    for (int j = k; j < columns; j++) {
      exchange(matrix[j], k, largest);
    }
  }

  private void reflect(int k, double[] vector) {
    double[] normal = matrix[k];
    double factor = scales[k] * product(normal, vector, k);
    for (int i = k; i < rows; i++) {
      vector[i] -= factor * normal[i];
    }
  }

  private static void exchange(double[] vector, int i, int j) {
    double value = vector[i];
    vector[i] = vector[j];
    vector[j] = value;
  }

  /** The inner product from an index on; four sums, as one alone waits for each addition. */
  private double product(double[] a, double[] b, int from) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < rows; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < rows; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
