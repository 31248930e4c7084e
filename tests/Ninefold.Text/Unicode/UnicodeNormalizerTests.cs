using CsCheck;
using Ninefold.Text.Unicode;

namespace Ninefold.Text.Tests.Unicode;

public sealed class UnicodeNormalizerTests
{
    /// <summary>Python's unicodedata, version 14.</summary>
    [Theory]
    [InlineData("e\u0301", "é", "e\u0301", "é", "e\u0301")]
    [InlineData("é", "é", "e\u0301", "é", "e\u0301")]
    [InlineData("ﬁ²Ａ", "ﬁ²Ａ", "ﬁ²Ａ", "fi2A", "fi2A")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323", "\u017F\u0323\u0307", "\u1E69", "s\u0323\u0307")]
    [InlineData("\uAC01", "\uAC01", "\u1100\u1161\u11A8", "\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01", "\u1100\u1161\u11A8", "\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\u212B", "\u00C5", "A\u030A", "\u00C5", "A\u030A")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307", "q\u0323\u0307", "q\u0323\u0307", "q\u0323\u0307")]
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C")]
    [InlineData(
        "a\u05AE\u0315\u0300",
        "\u00E0\u05AE\u0315",
        "a\u05AE\u0300\u0315",
        "\u00E0\u05AE\u0315",
        "a\u05AE\u0300\u0315"
    )]
    public void The_normal_forms_are_those_of_the_standard(string text, string c, string d, string kc, string kd)
    {
        Assert.Equal(c, UnicodeNormalizer.Normalize(text));
        Assert.Equal(d, UnicodeNormalizer.Normalize(text, NormalForm.D));
        Assert.Equal(kc, UnicodeNormalizer.Normalize(text, NormalForm.KC));
        Assert.Equal(kd, UnicodeNormalizer.Normalize(text, NormalForm.KD));
    }

    [Fact]
    public void A_normal_form_is_its_own_and_does_not_depend_on_how_the_text_came() =>
        Gen.String.Sample(text =>
        {
            foreach (var form in Enum.GetValues<NormalForm>())
            {
                var normal = UnicodeNormalizer.Normalize(text, form);
                Assert.Equal(normal, UnicodeNormalizer.Normalize(normal, form));
            }
            var apart = UnicodeNormalizer.Normalize(text, NormalForm.D);
            Assert.Equal(UnicodeNormalizer.Normalize(text), UnicodeNormalizer.Normalize(apart));
        });

    [Fact]
    public void A_surrogate_without_its_partner_is_replaced() =>
        Assert.Equal("a\uFFFDb", UnicodeNormalizer.Normalize("a\uD83Db"));
}
